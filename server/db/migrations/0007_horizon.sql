CREATE TABLE `horizon` (
	`id` integer PRIMARY KEY NOT NULL,
	`instant` integer NOT NULL,
	`room` blob
);
