CREATE TABLE `agencies` (
	`agency_code` text PRIMARY KEY NOT NULL,
	`ward_code` text NOT NULL,
	`changed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `waiting_reports` (
	`id` integer PRIMARY KEY NOT NULL,
	`source_id` integer NOT NULL,
	`agency_code` text NOT NULL,
	`line_hash` blob NOT NULL,
	`id_hash` blob NOT NULL,
	`dossier_key` blob NOT NULL,
	`hint` text NOT NULL,
	`occurred_at` integer NOT NULL,
	`status` integer NOT NULL,
	`content` text NOT NULL,
	`came_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `waiting_reports_line` ON `waiting_reports` (`agency_code`,`source_id`,`line_hash`);