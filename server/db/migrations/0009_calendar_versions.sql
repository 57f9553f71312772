CREATE TABLE `calendar_steps` (
	`recorded_at` integer PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`up_to` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `calendar_versions` (
	`id` integer PRIMARY KEY NOT NULL,
	`recorded_at` integer NOT NULL,
	`person` text NOT NULL,
	`content` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `log_checks` (
	`id` integer PRIMARY KEY NOT NULL,
	`dossiers` integer
);
--> statement-breakpoint
CREATE TABLE `log_requests` (
	`id` integer PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`person` text NOT NULL,
	`content` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `recounts` (
	`recorded_at` integer PRIMARY KEY NOT NULL,
	`entries` integer NOT NULL
);
--> statement-breakpoint
CREATE TRIGGER `calendar_versions_no_update` BEFORE UPDATE ON `calendar_versions`
BEGIN SELECT RAISE(ABORT, 'versions of the calendar are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `calendar_versions_no_delete` BEFORE DELETE ON `calendar_versions`
BEGIN SELECT RAISE(ABORT, 'versions of the calendar are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `calendar_steps_no_update` BEFORE UPDATE ON `calendar_steps`
BEGIN SELECT RAISE(ABORT, 'steps of a calendar are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `calendar_steps_no_delete` BEFORE DELETE ON `calendar_steps`
BEGIN SELECT RAISE(ABORT, 'steps of a calendar are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `recounts_no_update` BEFORE UPDATE ON `recounts`
BEGIN SELECT RAISE(ABORT, 'recounts are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `recounts_no_delete` BEFORE DELETE ON `recounts`
BEGIN SELECT RAISE(ABORT, 'recounts are append-only'); END;
