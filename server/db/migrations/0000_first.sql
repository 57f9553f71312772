CREATE TABLE `coverage` (
	`source_id` integer NOT NULL,
	`ward_code` text NOT NULL,
	`last_report_at` integer NOT NULL,
	PRIMARY KEY(`source_id`, `ward_code`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `dossiers` (
	`id` integer PRIMARY KEY NOT NULL,
	`key` blob NOT NULL,
	`hint` text NOT NULL,
	`ward_code` text NOT NULL,
	`status` integer NOT NULL,
	`occurred_at` integer NOT NULL,
	`field_code` text,
	`channel` text,
	`submitted_at` integer,
	`received_at` integer,
	`due_at` integer,
	`finished_at` integer,
	`retracted` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `dossiers_key` ON `dossiers` (`key`);--> statement-breakpoint
CREATE TABLE `entries` (
	`seq` integer PRIMARY KEY NOT NULL,
	`instant` integer NOT NULL,
	`ward` integer NOT NULL,
	`counter` integer NOT NULL,
	`n` integer NOT NULL,
	`field` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `entries_instant` ON `entries` (`instant`,`ward`,`counter`,`n`);--> statement-breakpoint
CREATE TABLE `fields` (
	`id` integer PRIMARY KEY NOT NULL,
	`code` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `fields_code` ON `fields` (`code`);--> statement-breakpoint
CREATE TABLE `ingest_keys` (
	`id` integer PRIMARY KEY NOT NULL,
	`source_id` integer NOT NULL,
	`secret_hash` blob NOT NULL,
	`quota` integer,
	`created_at` integer NOT NULL,
	`revoked_at` integer,
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ingest_keys_secret` ON `ingest_keys` (`secret_hash`);--> statement-breakpoint
CREATE TABLE `quarantine` (
	`id` integer PRIMARY KEY NOT NULL,
	`source_id` integer NOT NULL,
	`reason` text NOT NULL,
	`body_hash` blob NOT NULL,
	`first_at` integer NOT NULL,
	`last_at` integer NOT NULL,
	`times` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `quarantine_body` ON `quarantine` (`source_id`,`reason`,`body_hash`);--> statement-breakpoint
CREATE TABLE `recordings` (
	`recorded_at` integer PRIMARY KEY NOT NULL,
	`last_report_seq` integer NOT NULL,
	`last_entry_seq` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `reports` (
	`seq` integer PRIMARY KEY NOT NULL,
	`recorded_at` integer NOT NULL,
	`source_id` integer NOT NULL,
	`id_hash` blob NOT NULL,
	`dossier_id` integer NOT NULL,
	`occurred_at` integer NOT NULL,
	`ward_code` text NOT NULL,
	`status` integer NOT NULL,
	`content` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `reports_id` ON `reports` (`source_id`,`id_hash`);--> statement-breakpoint
CREATE INDEX `reports_dossier` ON `reports` (`dossier_id`);--> statement-breakpoint
CREATE TABLE `sources` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`title` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sources_name` ON `sources` (`name`);--> statement-breakpoint
CREATE TABLE `tallies` (
	`span` integer NOT NULL,
	`bucket` integer NOT NULL,
	`ward` integer NOT NULL,
	`counter` integer NOT NULL,
	`n` integer NOT NULL,
	PRIMARY KEY(`span`, `bucket`, `ward`, `counter`)
) WITHOUT ROWID;
