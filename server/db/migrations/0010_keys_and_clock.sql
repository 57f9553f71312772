CREATE TABLE `clock_acceptances` (
	`id` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`head` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `key_marks` (
	`name` text PRIMARY KEY NOT NULL,
	`mark` blob NOT NULL
);
--> statement-breakpoint
ALTER TABLE `ingest_keys` ADD `lent_to` integer;