CREATE TABLE `alert_events` (
	`seq` integer PRIMARY KEY NOT NULL,
	`alert_id` text NOT NULL,
	`rule` text NOT NULL,
	`subject` text NOT NULL,
	`at` integer NOT NULL,
	`state` text NOT NULL,
	`person` text,
	`reason` text
);
--> statement-breakpoint
CREATE INDEX `alert_events_at` ON `alert_events` (`at`);--> statement-breakpoint
CREATE TABLE `alerts` (
	`id` text PRIMARY KEY NOT NULL,
	`rule` text NOT NULL,
	`state` text NOT NULL,
	`since` integer NOT NULL,
	`rang_at` integer,
	`resolved_at` integer,
	`content` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `threshold_versions` (
	`id` integer PRIMARY KEY NOT NULL,
	`valid_from` text NOT NULL,
	`recorded_at` integer NOT NULL,
	`person` text NOT NULL,
	`content` text NOT NULL
);
--> statement-breakpoint
CREATE TRIGGER `alert_events_no_update` BEFORE UPDATE ON `alert_events`
BEGIN SELECT RAISE(ABORT, 'alert events are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `alert_events_no_delete` BEFORE DELETE ON `alert_events`
BEGIN SELECT RAISE(ABORT, 'alert events are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `threshold_versions_no_update` BEFORE UPDATE ON `threshold_versions`
BEGIN SELECT RAISE(ABORT, 'versions of the limits are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `threshold_versions_no_delete` BEFORE DELETE ON `threshold_versions`
BEGIN SELECT RAISE(ABORT, 'versions of the limits are append-only'); END;
