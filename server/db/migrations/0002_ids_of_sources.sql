DROP INDEX `reports_id`;--> statement-breakpoint
CREATE UNIQUE INDEX `reports_id` ON `reports` (`source_id`,`id_hash`) WHERE id_hash <> x'';--> statement-breakpoint
DROP TRIGGER `reports_in_sequence`;--> statement-breakpoint
CREATE TRIGGER `reports_in_sequence` BEFORE INSERT ON `reports`
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM `reports`)
  OR (NEW.id_hash <> x'' AND EXISTS (
    SELECT 1 FROM `reports` WHERE source_id = NEW.source_id AND id_hash = NEW.id_hash AND id_hash <> x''))
BEGIN SELECT RAISE(ABORT, 'reports are appended in sequence, each id once'); END;
