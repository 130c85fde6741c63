CREATE TABLE `attempts` (
	`key` text PRIMARY KEY NOT NULL,
	`count` integer NOT NULL,
	`until` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `attempts_until_idx` ON `attempts` (`until`);--> statement-breakpoint
CREATE TABLE `login_sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`method` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`idle_ms` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`authenticated_at` integer NOT NULL,
	`user_agent` text NOT NULL,
	`network` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `login_sessions_user_idx` ON `login_sessions` (`user_id`);--> statement-breakpoint
CREATE INDEX `login_sessions_end_idx` ON `login_sessions` (`ends_at`);--> statement-breakpoint
CREATE TABLE `one_time_tokens` (
	`id` text PRIMARY KEY NOT NULL,
	`purpose` text NOT NULL,
	`user_id` text,
	`email` text NOT NULL,
	`details` text,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `one_time_tokens_user_idx` ON `one_time_tokens` (`user_id`);--> statement-breakpoint
CREATE INDEX `one_time_tokens_email_idx` ON `one_time_tokens` (`email`);--> statement-breakpoint
CREATE INDEX `one_time_tokens_expiry_idx` ON `one_time_tokens` (`expires_at`);--> statement-breakpoint
CREATE TABLE `passkey_challenges` (
	`id` text PRIMARY KEY NOT NULL,
	`purpose` text NOT NULL,
	`user_id` text,
	`challenge` text NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `passkey_challenges_expiry_idx` ON `passkey_challenges` (`expires_at`);--> statement-breakpoint
CREATE TABLE `passkeys` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`rp_id` text NOT NULL,
	`public_key` text NOT NULL,
	`counter` integer NOT NULL,
	`transports` text NOT NULL,
	`is_backed_up` integer NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `passkeys_user_idx` ON `passkeys` (`user_id`);--> statement-breakpoint
CREATE TABLE `recovery_codes` (
	`user_id` text NOT NULL,
	`code_hash` text NOT NULL,
	`used_at` integer,
	PRIMARY KEY(`user_id`, `code_hash`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `totp_secrets` (
	`user_id` text PRIMARY KEY NOT NULL,
	`secret_sealed` text NOT NULL,
	`created_at` integer NOT NULL,
	`confirmed_at` integer,
	`last_step` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `users` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`name` text NOT NULL,
	`locale` text NOT NULL,
	`password_hash` text,
	`password_changed_at` integer,
	`status` text DEFAULT 'active' NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `users_email_unique` ON `users` (`email`);--> statement-breakpoint
CREATE TABLE `client_notes` (
	`id` text PRIMARY KEY NOT NULL,
	`client_id` text NOT NULL,
	`author` text NOT NULL,
	`trainer_id` text,
	`text` text NOT NULL,
	`created_at` integer NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `client_notes_client_idx` ON `client_notes` (`client_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `consents` (
	`id` text PRIMARY KEY NOT NULL,
	`client_id` text NOT NULL,
	`kind` text NOT NULL,
	`is_given` integer NOT NULL,
	`text` text NOT NULL,
	`version` text NOT NULL,
	`at` integer NOT NULL,
	`source` text NOT NULL,
	`actor` text NOT NULL,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `consents_client_idx` ON `consents` (`client_id`,`kind`,`at`);--> statement-breakpoint
CREATE TABLE `erasures` (
	`client_id` text PRIMARY KEY NOT NULL,
	`actor` text NOT NULL,
	`erased_at` integer NOT NULL,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `notification_choices` (
	`client_id` text NOT NULL,
	`kind` text NOT NULL,
	`channel` text NOT NULL,
	`is_wanted` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`client_id`, `kind`, `channel`),
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `invitations` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`trainer_id` text,
	`token_id` text NOT NULL,
	`invited_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`accepted_at` integer,
	`revoked_at` integer,
	FOREIGN KEY (`trainer_id`) REFERENCES `trainers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`token_id`) REFERENCES `one_time_tokens`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `invitations_open_idx` ON `invitations` (`email`) WHERE "invitations"."accepted_at" IS NULL AND "invitations"."revoked_at" IS NULL;--> statement-breakpoint
CREATE INDEX `invitations_token_idx` ON `invitations` (`token_id`);--> statement-breakpoint
CREATE TABLE `roles` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`grants` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `roles_name_unique` ON `roles` (`name`);--> statement-breakpoint
CREATE TABLE `staff` (
	`user_id` text PRIMARY KEY NOT NULL,
	`role` text NOT NULL,
	`trainer_id` text,
	`status` text DEFAULT 'active' NOT NULL,
	`created_at` integer NOT NULL,
	`removed_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`trainer_id`) REFERENCES `trainers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `staff_trainer_idx` ON `staff` (`trainer_id`) WHERE "staff"."status" = 'active';--> statement-breakpoint
CREATE INDEX `staff_role_idx` ON `staff` (`role`);--> statement-breakpoint
CREATE TABLE `__new_messages` (
	`id` text PRIMARY KEY NOT NULL,
	`booking_id` text,
	`waitlist_entry_id` text,
	`one_time_token_id` text,
	`user_id` text,
	`booking_version` integer NOT NULL,
	`kind` text NOT NULL,
	`lead_minutes` integer DEFAULT 0 NOT NULL,
	`channel` text NOT NULL,
	`recipient` text NOT NULL,
	`locale` text NOT NULL,
	`planned_at` integer NOT NULL,
	`state` text DEFAULT 'planned' NOT NULL,
	`claimed_until` integer,
	`attempts` integer DEFAULT 0 NOT NULL,
	`provider_id` text,
	`reason` text,
	`settled_at` integer,
	FOREIGN KEY (`booking_id`) REFERENCES `bookings`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`waitlist_entry_id`) REFERENCES `waitlist_entries`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`one_time_token_id`) REFERENCES `one_time_tokens`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "messages_about" CHECK(("__new_messages"."booking_id" IS NOT NULL) + ("__new_messages"."waitlist_entry_id" IS NOT NULL) + ("__new_messages"."one_time_token_id" IS NOT NULL) + ("__new_messages"."user_id" IS NOT NULL) = 1)
);
--> statement-breakpoint
INSERT INTO `__new_messages`("id", "booking_id", "waitlist_entry_id", "one_time_token_id", "user_id", "booking_version", "kind", "lead_minutes", "channel", "recipient", "locale", "planned_at", "state", "claimed_until", "attempts", "provider_id", "reason", "settled_at") SELECT "id", "booking_id", "waitlist_entry_id", NULL, NULL, "booking_version", "kind", "lead_minutes", "channel", "recipient", "locale", "planned_at", "state", "claimed_until", "attempts", "provider_id", "reason", "settled_at" FROM `messages`;--> statement-breakpoint
DROP TABLE `messages`;--> statement-breakpoint
ALTER TABLE `__new_messages` RENAME TO `messages`;--> statement-breakpoint
CREATE INDEX `messages_due_idx` ON `messages` (`planned_at`) WHERE "messages"."state" IN ('planned', 'claimed');--> statement-breakpoint
CREATE INDEX `messages_token_idx` ON `messages` (`one_time_token_id`) WHERE "messages"."one_time_token_id" IS NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `messages_once_idx` ON `messages` (`booking_id`,`kind`,`lead_minutes`,`channel`,`booking_version`);--> statement-breakpoint
DROP INDEX `audit_log_at_idx`;--> statement-breakpoint
ALTER TABLE `audit_log` ADD `before` text;--> statement-breakpoint
ALTER TABLE `audit_log` ADD `after` text;--> statement-breakpoint
ALTER TABLE `audit_log` ADD `request_id` text;--> statement-breakpoint
CREATE INDEX `audit_log_subject_idx` ON `audit_log` (`subject_id`,`at`);--> statement-breakpoint
CREATE INDEX `audit_log_actor_idx` ON `audit_log` (`actor`,`at`);--> statement-breakpoint
CREATE INDEX `audit_log_at_idx` ON `audit_log` (`at`,`id`);--> statement-breakpoint
ALTER TABLE `api_keys` ADD `hint` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `api_keys` ADD `grants` text;--> statement-breakpoint
ALTER TABLE `api_keys` ADD `created_by` text;--> statement-breakpoint
ALTER TABLE `api_keys` ADD `expires_at` integer;--> statement-breakpoint
ALTER TABLE `api_keys` ADD `last_used_at` integer;--> statement-breakpoint
ALTER TABLE `clients` ADD `user_id` text REFERENCES users(id);--> statement-breakpoint
ALTER TABLE `clients` ADD `erased_at` integer;--> statement-breakpoint
CREATE UNIQUE INDEX `clients_user_id_unique` ON `clients` (`user_id`);--> statement-breakpoint
CREATE INDEX `bookings_start_idx` ON `bookings` (`starts_at`);--> statement-breakpoint
CREATE INDEX `bookings_trainer_client_idx` ON `bookings` (`trainer_id`,`client_id`);--> statement-breakpoint
CREATE INDEX `sessions_second_trainer_idx` ON `sessions` (`second_trainer_id`) WHERE "sessions"."second_trainer_id" IS NOT NULL;--> statement-breakpoint
-- The log is final. What was said about somebody who asked to be forgotten may be blanked, and nothing else of it changed.
CREATE TRIGGER audit_log_is_final BEFORE UPDATE ON audit_log
WHEN NEW.id IS NOT OLD.id OR NEW.at IS NOT OLD.at OR NEW.actor IS NOT OLD.actor OR NEW.action IS NOT OLD.action
  OR NEW.subject_id IS NOT OLD.subject_id OR NEW.request_id IS NOT OLD.request_id
  OR NEW.before IS NOT NULL OR NEW.after IS NOT NULL OR NEW.reason IS NOT NULL
  OR NOT EXISTS (SELECT 1 FROM erasures WHERE erased_at >= OLD.at)
BEGIN
  SELECT RAISE(ABORT, 'audit_log_is_final');
END;
--> statement-breakpoint
CREATE TRIGGER audit_log_keeps_history BEFORE DELETE ON audit_log
BEGIN
  SELECT RAISE(ABORT, 'audit_log_is_final');
END;
--> statement-breakpoint
CREATE TRIGGER consents_keep_history BEFORE UPDATE ON consents
BEGIN
  SELECT RAISE(ABORT, 'consents_keep_history');
END;
--> statement-breakpoint
CREATE TRIGGER consents_are_not_deleted BEFORE DELETE ON consents
BEGIN
  SELECT RAISE(ABORT, 'consents_keep_history');
END;
--> statement-breakpoint
-- Whoever is forgotten stays forgotten, whatever was under way: nothing that names them is written to their row again,
-- and nothing new about them.
CREATE TRIGGER clients_stay_erased BEFORE UPDATE ON clients
WHEN OLD.erased_at IS NOT NULL AND (NEW.erased_at IS NOT OLD.erased_at OR NEW.email IS NOT OLD.email
  OR NEW.first_name NOT IN (OLD.first_name, 'Erased') OR NEW.last_name NOT IN (OLD.last_name, '')
  OR (NEW.phone IS NOT NULL AND NEW.phone IS NOT OLD.phone)
  OR (NEW.user_id IS NOT NULL AND NEW.user_id IS NOT OLD.user_id))
BEGIN
  SELECT RAISE(ABORT, 'client_is_erased');
END;
--> statement-breakpoint
CREATE TRIGGER dependents_of_nobody BEFORE INSERT ON dependents
WHEN EXISTS (SELECT 1 FROM clients WHERE id = NEW.client_id AND erased_at IS NOT NULL)
BEGIN
  SELECT RAISE(ABORT, 'client_is_erased');
END;
--> statement-breakpoint
CREATE TRIGGER client_notes_of_nobody BEFORE INSERT ON client_notes
WHEN EXISTS (SELECT 1 FROM clients WHERE id = NEW.client_id AND erased_at IS NOT NULL)
BEGIN
  SELECT RAISE(ABORT, 'client_is_erased');
END;
--> statement-breakpoint
CREATE TRIGGER bookings_of_nobody BEFORE INSERT ON bookings
WHEN EXISTS (SELECT 1 FROM clients WHERE id = NEW.client_id AND erased_at IS NOT NULL)
BEGIN
  SELECT RAISE(ABORT, 'client_is_erased');
END;
