-- The log holds against whoever opens the file: nothing recorded is changed, removed or slipped in between.
-- INSERT OR REPLACE deletes without firing delete triggers, so insertion itself is guarded too.
CREATE TRIGGER `reports_no_update` BEFORE UPDATE ON `reports`
BEGIN SELECT RAISE(ABORT, 'reports are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `reports_no_delete` BEFORE DELETE ON `reports`
BEGIN SELECT RAISE(ABORT, 'reports are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `reports_in_sequence` BEFORE INSERT ON `reports`
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM `reports`)
  OR EXISTS (SELECT 1 FROM `reports` WHERE source_id = NEW.source_id AND id_hash = NEW.id_hash)
BEGIN SELECT RAISE(ABORT, 'reports are appended in sequence, each id once'); END;
--> statement-breakpoint
CREATE TRIGGER `entries_no_update` BEFORE UPDATE ON `entries`
BEGIN SELECT RAISE(ABORT, 'entries are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `entries_no_delete` BEFORE DELETE ON `entries`
BEGIN SELECT RAISE(ABORT, 'entries are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `recordings_no_update` BEFORE UPDATE ON `recordings`
BEGIN SELECT RAISE(ABORT, 'recordings are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `recordings_no_delete` BEFORE DELETE ON `recordings`
BEGIN SELECT RAISE(ABORT, 'recordings are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `recordings_rise` BEFORE INSERT ON `recordings`
WHEN NEW.recorded_at <= (SELECT coalesce(max(recorded_at), -1) FROM `recordings`)
BEGIN SELECT RAISE(ABORT, 'instants of recording rise strictly'); END;
