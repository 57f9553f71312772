CREATE TABLE `quarantine_beyond` (
	`source_id` integer NOT NULL,
	`reason` text NOT NULL,
	`first_at` integer NOT NULL,
	`last_at` integer NOT NULL,
	`times` integer NOT NULL,
	PRIMARY KEY(`source_id`, `reason`)
);
