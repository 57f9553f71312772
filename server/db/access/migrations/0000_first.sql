CREATE TABLE `audit` (
	`seq` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`who` text NOT NULL,
	`role` text NOT NULL,
	`address` text NOT NULL,
	`action` text NOT NULL,
	`ward` text,
	`detail` text
);
--> statement-breakpoint
CREATE INDEX `audit_at` ON `audit` (`at`);--> statement-breakpoint
CREATE TABLE `devices` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`view` text NOT NULL,
	`ward` text,
	`token_hash` blob NOT NULL,
	`previous_hash` blob,
	`seen_since` integer,
	`rotated_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`ended_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `devices_token` ON `devices` (`token_hash`);--> statement-breakpoint
CREATE INDEX `devices_previous` ON `devices` (`previous_hash`);--> statement-breakpoint
CREATE TABLE `failures` (
	`key` text PRIMARY KEY NOT NULL,
	`count` integer NOT NULL,
	`last_at` integer NOT NULL,
	`locked_until` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` integer PRIMARY KEY NOT NULL,
	`token_hash` blob NOT NULL,
	`previous_hash` blob,
	`seen_since` integer,
	`rotated_at` integer NOT NULL,
	`user_id` integer,
	`guest_name` text,
	`guest_role` text,
	`guest_ward` text,
	`created_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_token` ON `sessions` (`token_hash`);--> statement-breakpoint
CREATE INDEX `sessions_previous` ON `sessions` (`previous_hash`);--> statement-breakpoint
CREATE INDEX `sessions_user` ON `sessions` (`user_id`);--> statement-breakpoint
CREATE TABLE `users` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`name_key` text NOT NULL,
	`role` text NOT NULL,
	`ward` text,
	`password_hash` text NOT NULL,
	`password_set_at` integer NOT NULL,
	`must_change_password` integer NOT NULL,
	`totp_secret` blob,
	`totp_since` integer,
	`totp_last_step` integer NOT NULL,
	`created_at` integer NOT NULL,
	`last_sign_in_at` integer,
	`disabled_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `users_name` ON `users` (`name_key`);--> statement-breakpoint
CREATE TRIGGER `audit_no_update` BEFORE UPDATE ON `audit`
BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_no_delete` BEFORE DELETE ON `audit`
BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_in_sequence` BEFORE INSERT ON `audit`
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM `audit`)
BEGIN SELECT RAISE(ABORT, 'the audit is appended in sequence'); END;
