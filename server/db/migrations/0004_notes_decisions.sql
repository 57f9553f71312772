CREATE TABLE `decisions` (
	`id` integer PRIMARY KEY NOT NULL,
	`recorded_at` integer NOT NULL,
	`decision_id` integer,
	`person` text NOT NULL,
	`content` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `ward_notes` (
	`id` integer PRIMARY KEY NOT NULL,
	`recorded_at` integer NOT NULL,
	`ward_code` text NOT NULL,
	`note_id` integer,
	`person` text NOT NULL,
	`content` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `ward_notes_recorded` ON `ward_notes` (`recorded_at`);--> statement-breakpoint
CREATE TRIGGER `ward_notes_no_update` BEFORE UPDATE ON `ward_notes`
BEGIN SELECT RAISE(ABORT, 'ward notes are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `ward_notes_no_delete` BEFORE DELETE ON `ward_notes`
BEGIN SELECT RAISE(ABORT, 'ward notes are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `ward_notes_in_sequence` BEFORE INSERT ON `ward_notes`
WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM `ward_notes`)
BEGIN SELECT RAISE(ABORT, 'ward notes are appended in sequence'); END;
--> statement-breakpoint
CREATE TRIGGER `decisions_no_update` BEFORE UPDATE ON `decisions`
BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `decisions_no_delete` BEFORE DELETE ON `decisions`
BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `decisions_in_sequence` BEFORE INSERT ON `decisions`
WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM `decisions`)
BEGIN SELECT RAISE(ABORT, 'decisions are appended in sequence'); END;
