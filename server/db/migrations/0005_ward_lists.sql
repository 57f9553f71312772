ALTER TABLE `dossiers` ADD `procedure_code` text;--> statement-breakpoint
ALTER TABLE `dossiers` ADD `status_since` integer;--> statement-breakpoint
ALTER TABLE `dossiers` ADD `returned_at` integer;--> statement-breakpoint
ALTER TABLE `dossiers` ADD `ended_at` integer;--> statement-breakpoint
ALTER TABLE `dossiers` ADD `listed` integer DEFAULT 2 NOT NULL;--> statement-breakpoint
CREATE INDEX `dossiers_listed` ON `dossiers` (`ward_code`) WHERE listed <> 0;--> statement-breakpoint
CREATE INDEX `ward_notes_note` ON `ward_notes` (`note_id`);