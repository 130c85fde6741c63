CREATE TABLE `client_field_values` (
	`client_id` text NOT NULL,
	`field_id` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`client_id`, `field_id`),
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`field_id`) REFERENCES `custom_fields`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `client_files` (
	`id` text PRIMARY KEY NOT NULL,
	`client_id` text NOT NULL,
	`name` text NOT NULL,
	`content_type` text NOT NULL,
	`bytes` integer NOT NULL,
	`storage_key` text NOT NULL,
	`author` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `client_files_client_idx` ON `client_files` (`client_id`,`created_at`);
--> statement-breakpoint
CREATE TABLE `client_tags` (
	`client_id` text NOT NULL,
	`tag_id` text NOT NULL,
	PRIMARY KEY(`tag_id`, `client_id`),
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`tag_id`) REFERENCES `tags`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `client_tags_client_idx` ON `client_tags` (`client_id`);
--> statement-breakpoint
CREATE TABLE `custom_fields` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`label` text NOT NULL,
	`choices` text DEFAULT '[]' NOT NULL,
	`position` integer DEFAULT 0 NOT NULL,
	`status` text DEFAULT 'active' NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `segments` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`filter` text NOT NULL,
	`author` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `tags` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`name_key` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `tags_name_key_unique` ON `tags` (`name_key`);
--> statement-breakpoint
CREATE TABLE `client_activity` (
	`client_id` text PRIMARY KEY NOT NULL,
	`bookings` integer NOT NULL,
	`first_starts_at` integer,
	`last_starts_at` integer,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `client_activity_last_idx` ON `client_activity` (`last_starts_at`,`client_id`,`bookings`);
--> statement-breakpoint
CREATE INDEX `booking_events_at_idx` ON `booking_events` (`at`);
--> statement-breakpoint
CREATE INDEX `waitlist_entries_status_idx` ON `waitlist_entries` (`status_at`);
--> statement-breakpoint
CREATE TABLE `client_words` (
	`word` text NOT NULL,
	`client_id` text NOT NULL,
	PRIMARY KEY(`word`, `client_id`),
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `client_words_client_idx` ON `client_words` (`client_id`,`word`);
--> statement-breakpoint
CREATE TABLE `client_words_due` (
	`client_id` text PRIMARY KEY NOT NULL,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `downloads` (
	`id` text PRIMARY KEY NOT NULL,
	`state` text NOT NULL,
	`storage_key` text NOT NULL,
	`bytes` integer,
	`rows` integer DEFAULT 0 NOT NULL,
	`done_rows` integer DEFAULT 0 NOT NULL,
	`claimed_until` integer,
	`failure` text,
	`author` text NOT NULL,
	`created_at` integer NOT NULL,
	`finished_at` integer,
	`expires_at` integer
);
--> statement-breakpoint
CREATE TABLE `sample_rows` (
	`kind` text NOT NULL,
	`row_id` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`kind`, `row_id`)
);
--> statement-breakpoint
CREATE TABLE `saved_views` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`place` text NOT NULL,
	`name` text NOT NULL,
	`query` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `saved_views_user_idx` ON `saved_views` (`user_id`,`place`);
--> statement-breakpoint
CREATE TABLE `import_rows` (
	`import_id` text NOT NULL,
	`row` integer NOT NULL,
	`cells` text NOT NULL,
	`verdict` text,
	`errors` text DEFAULT '[]' NOT NULL,
	`email` text,
	`person` text,
	`client_id` text,
	`before` text,
	`done_at` integer,
	`undone_at` integer,
	PRIMARY KEY(`import_id`, `row`),
	FOREIGN KEY (`import_id`) REFERENCES `imports`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `import_rows_verdict_idx` ON `import_rows` (`import_id`,`verdict`,`row`);
--> statement-breakpoint
CREATE INDEX `import_rows_client_idx` ON `import_rows` (`client_id`);
--> statement-breakpoint
CREATE INDEX `import_rows_email_idx` ON `import_rows` (`import_id`,`email`) WHERE "import_rows"."email" IS NOT NULL;
--> statement-breakpoint
CREATE INDEX `import_rows_person_idx` ON `import_rows` (`import_id`,`person`) WHERE "import_rows"."person" IS NOT NULL;
--> statement-breakpoint
CREATE TABLE `imports` (
	`id` text PRIMARY KEY NOT NULL,
	`file_name` text NOT NULL,
	`storage_key` text NOT NULL,
	`bytes` integer NOT NULL,
	`state` text NOT NULL,
	`encoding` text,
	`delimiter` text,
	`columns` text DEFAULT '[]' NOT NULL,
	`mapping` text DEFAULT '[]' NOT NULL,
	`date_order` text,
	`country` text,
	`on_known` text DEFAULT 'skip' NOT NULL,
	`done_bytes` integer DEFAULT 0 NOT NULL,
	`rows` integer DEFAULT 0 NOT NULL,
	`done_rows` integer DEFAULT 0 NOT NULL,
	`failure` text,
	`author` text NOT NULL,
	`created_at` integer NOT NULL,
	`worked_at` integer DEFAULT 0 NOT NULL,
	`finished_at` integer
);
--> statement-breakpoint
CREATE TABLE `legal_pages` (
	`slug` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`body` text NOT NULL,
	`position` integer DEFAULT 0 NOT NULL,
	`updated_at` integer NOT NULL,
	`edition` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE `own_domains` (
	`host` text PRIMARY KEY NOT NULL,
	`token` text NOT NULL,
	`proven_at` integer,
	`checked_at` integer,
	`seen` text,
	`author` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `uploads` (
	`id` text PRIMARY KEY NOT NULL,
	`purpose` text NOT NULL,
	`width` integer NOT NULL,
	`height` integer NOT NULL,
	`variants` text NOT NULL,
	`preview` text,
	`alt` text DEFAULT '{}' NOT NULL,
	`author` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `clients` ALTER COLUMN "email" TO "email" text;
--> statement-breakpoint
ALTER TABLE `clients` ADD `fitness_level` text;
--> statement-breakpoint
ALTER TABLE `clients` ADD `goals` text;
--> statement-breakpoint
ALTER TABLE `clients` ADD `preferences` text;
--> statement-breakpoint
ALTER TABLE `clients` ADD `born_on` text;
--> statement-breakpoint
ALTER TABLE `clients` ADD `blocked_at` integer;
--> statement-breakpoint
ALTER TABLE `clients` ADD `block_reason` text;
--> statement-breakpoint
ALTER TABLE `clients` ADD `merged_into_id` text REFERENCES clients(id);
--> statement-breakpoint
ALTER TABLE `clients` ADD `import_id` text;
--> statement-breakpoint
ALTER TABLE `clients` ADD `edition` integer DEFAULT 1 NOT NULL;
--> statement-breakpoint
ALTER TABLE `class_series` ADD `edition` integer DEFAULT 1 NOT NULL;
--> statement-breakpoint
ALTER TABLE `locations` ADD `map_url` text;
--> statement-breakpoint
ALTER TABLE `locations` ADD `edition` integer DEFAULT 1 NOT NULL;
--> statement-breakpoint
ALTER TABLE `policies` ADD `edition` integer DEFAULT 1 NOT NULL;
--> statement-breakpoint
ALTER TABLE `resources` ADD `edition` integer DEFAULT 1 NOT NULL;
--> statement-breakpoint
ALTER TABLE `services` ADD `photo_id` text;
--> statement-breakpoint
ALTER TABLE `services` ADD `color` text;
--> statement-breakpoint
ALTER TABLE `services` ADD `edition` integer DEFAULT 1 NOT NULL;
--> statement-breakpoint
ALTER TABLE `settings` ADD `site` text DEFAULT '{}' NOT NULL;
--> statement-breakpoint
ALTER TABLE `settings` ADD `started_at` integer;
--> statement-breakpoint
ALTER TABLE `settings` ADD `edition` integer DEFAULT 1 NOT NULL;
--> statement-breakpoint
ALTER TABLE `trainers` ADD `status` text DEFAULT 'active' NOT NULL;
--> statement-breakpoint
ALTER TABLE `trainers` ADD `photo_id` text;
--> statement-breakpoint
ALTER TABLE `trainers` ADD `edition` integer DEFAULT 1 NOT NULL;
--> statement-breakpoint
CREATE INDEX `clients_name_idx` ON `clients` (`last_name`,`first_name`,`id`);
--> statement-breakpoint
CREATE INDEX `clients_created_idx` ON `clients` (`created_at`,`id`);
--> statement-breakpoint
CREATE INDEX `clients_phone_idx` ON `clients` (`phone`);
--> statement-breakpoint
CREATE INDEX `clients_merged_idx` ON `clients` (`merged_into_id`) WHERE "clients"."merged_into_id" IS NOT NULL;
--> statement-breakpoint
CREATE INDEX `clients_birthday_idx` ON `clients` (substr(`born_on`, 6),`last_name`,`first_name`) WHERE "clients"."born_on" IS NOT NULL;
--> statement-breakpoint
CREATE INDEX `clients_blocked_idx` ON `clients` (`blocked_at`) WHERE "clients"."blocked_at" IS NOT NULL;
--> statement-breakpoint
CREATE INDEX `charges_owed_idx` ON `charges` (`booking_id`) WHERE "charges"."state" = 'owed';
--> statement-breakpoint
CREATE INDEX `clients_import_idx` ON `clients` (`import_id`) WHERE "clients"."import_id" IS NOT NULL;
--> statement-breakpoint
CREATE INDEX `messages_entry_idx` ON `messages` (`waitlist_entry_id`) WHERE "messages"."waitlist_entry_id" IS NOT NULL;
--> statement-breakpoint
CREATE INDEX `messages_user_idx` ON `messages` (`user_id`) WHERE "messages"."user_id" IS NOT NULL;
--> statement-breakpoint
-- What an import wrote down goes when the import is undone; everything else that was agreed to stays.
DROP TRIGGER consents_are_not_deleted;
--> statement-breakpoint
CREATE TRIGGER consents_are_not_deleted BEFORE DELETE ON consents
WHEN OLD.source IS NOT 'import'
BEGIN
  SELECT RAISE(ABORT, 'consents_keep_history');
END;
--> statement-breakpoint
-- Whoever changes a row makes it another edition, whichever way they come.
CREATE TRIGGER clients_edition AFTER UPDATE ON clients
WHEN NEW.edition IS OLD.edition
BEGIN
  UPDATE clients SET edition = OLD.edition + 1 WHERE id = NEW.id;
END;
--> statement-breakpoint
CREATE TRIGGER services_edition AFTER UPDATE ON services
WHEN NEW.edition IS OLD.edition
BEGIN
  UPDATE services SET edition = OLD.edition + 1 WHERE id = NEW.id;
END;
--> statement-breakpoint
CREATE TRIGGER trainers_edition AFTER UPDATE ON trainers
WHEN NEW.edition IS OLD.edition
BEGIN
  UPDATE trainers SET edition = OLD.edition + 1 WHERE id = NEW.id;
END;
--> statement-breakpoint
CREATE TRIGGER locations_edition AFTER UPDATE ON locations
WHEN NEW.edition IS OLD.edition
BEGIN
  UPDATE locations SET edition = OLD.edition + 1 WHERE id = NEW.id;
END;
--> statement-breakpoint
CREATE TRIGGER resources_edition AFTER UPDATE ON resources
WHEN NEW.edition IS OLD.edition
BEGIN
  UPDATE resources SET edition = OLD.edition + 1 WHERE id = NEW.id;
END;
--> statement-breakpoint
CREATE TRIGGER policies_edition AFTER UPDATE ON policies
WHEN NEW.edition IS OLD.edition
BEGIN
  UPDATE policies SET edition = OLD.edition + 1 WHERE id = NEW.id;
END;
--> statement-breakpoint
CREATE TRIGGER class_series_edition AFTER UPDATE ON class_series
WHEN NEW.edition IS OLD.edition
BEGIN
  UPDATE class_series SET edition = OLD.edition + 1 WHERE id = NEW.id;
END;
--> statement-breakpoint
CREATE TRIGGER settings_edition AFTER UPDATE ON settings
WHEN NEW.edition IS OLD.edition
BEGIN
  UPDATE settings SET edition = OLD.edition + 1 WHERE id = NEW.id;
END;
--> statement-breakpoint
CREATE TRIGGER legal_pages_edition AFTER UPDATE ON legal_pages
WHEN NEW.edition IS OLD.edition
BEGIN
  UPDATE legal_pages SET edition = OLD.edition + 1 WHERE slug = NEW.slug;
END;
--> statement-breakpoint
-- What a client has booked, counted where it changes.
CREATE TRIGGER bookings_count_new AFTER INSERT ON bookings
WHEN NEW.status NOT IN ('cancelled', 'declined', 'expired')
BEGIN
  INSERT INTO client_activity (client_id, bookings, first_starts_at, last_starts_at)
  VALUES (NEW.client_id, 1, NEW.starts_at, NEW.starts_at)
  ON CONFLICT (client_id) DO UPDATE SET bookings = bookings + 1,
    first_starts_at = min(coalesce(first_starts_at, NEW.starts_at), NEW.starts_at),
    last_starts_at = max(coalesce(last_starts_at, NEW.starts_at), NEW.starts_at);
END;
--> statement-breakpoint
CREATE TRIGGER bookings_count_changed AFTER UPDATE OF client_id, starts_at, status ON bookings
WHEN NEW.client_id IS NOT OLD.client_id OR NEW.starts_at IS NOT OLD.starts_at
  OR (NEW.status NOT IN ('cancelled', 'declined', 'expired')) IS NOT (OLD.status NOT IN ('cancelled', 'declined', 'expired'))
BEGIN
  INSERT INTO client_activity (client_id, bookings, first_starts_at, last_starts_at)
  SELECT OLD.client_id, count(*), min(starts_at), max(starts_at) FROM bookings
  WHERE client_id = OLD.client_id AND status NOT IN ('cancelled', 'declined', 'expired')
  ON CONFLICT (client_id) DO UPDATE SET bookings = excluded.bookings, first_starts_at = excluded.first_starts_at,
    last_starts_at = excluded.last_starts_at;
  INSERT INTO client_activity (client_id, bookings, first_starts_at, last_starts_at)
  SELECT NEW.client_id, count(*), min(starts_at), max(starts_at) FROM bookings
  WHERE client_id = NEW.client_id AND status NOT IN ('cancelled', 'declined', 'expired')
  ON CONFLICT (client_id) DO UPDATE SET bookings = excluded.bookings, first_starts_at = excluded.first_starts_at,
    last_starts_at = excluded.last_starts_at;
END;
--> statement-breakpoint
INSERT INTO client_activity (client_id, bookings, first_starts_at, last_starts_at)
SELECT client_id, count(*), min(starts_at), max(starts_at) FROM bookings
WHERE status NOT IN ('cancelled', 'declined', 'expired') GROUP BY client_id;
--> statement-breakpoint
CREATE TRIGGER client_files_of_nobody BEFORE INSERT ON client_files
WHEN EXISTS (SELECT 1 FROM clients WHERE id = NEW.client_id AND erased_at IS NOT NULL)
BEGIN
  SELECT RAISE(ABORT, 'client_is_erased');
END;
--> statement-breakpoint
CREATE TRIGGER client_tags_of_nobody BEFORE INSERT ON client_tags
WHEN EXISTS (SELECT 1 FROM clients WHERE id = NEW.client_id AND erased_at IS NOT NULL)
BEGIN
  SELECT RAISE(ABORT, 'client_is_erased');
END;
--> statement-breakpoint
CREATE TRIGGER client_field_values_of_nobody BEFORE INSERT ON client_field_values
WHEN EXISTS (SELECT 1 FROM clients WHERE id = NEW.client_id AND erased_at IS NOT NULL)
BEGIN
  SELECT RAISE(ABORT, 'client_is_erased');
END;
--> statement-breakpoint
CREATE TRIGGER client_words_of_nobody BEFORE INSERT ON client_words
WHEN EXISTS (SELECT 1 FROM clients WHERE id = NEW.client_id AND erased_at IS NOT NULL)
BEGIN
  SELECT RAISE(ABORT, 'client_is_erased');
END;
--> statement-breakpoint
-- Whoever writes what a client is found by, whichever way they come: the words are written anew.
INSERT INTO client_words_due (client_id) SELECT id FROM clients WHERE erased_at IS NULL;
--> statement-breakpoint
CREATE TRIGGER client_words_of_new AFTER INSERT ON clients
WHEN NEW.erased_at IS NULL
BEGIN
  INSERT OR IGNORE INTO client_words_due (client_id) VALUES (NEW.id);
END;
--> statement-breakpoint
CREATE TRIGGER client_words_of_changed AFTER UPDATE OF first_name, last_name, email, phone ON clients
WHEN NEW.erased_at IS NULL AND NEW.merged_into_id IS NULL
  AND (NEW.first_name, NEW.last_name, NEW.email, NEW.phone) IS NOT (OLD.first_name, OLD.last_name, OLD.email, OLD.phone)
BEGIN
  INSERT OR IGNORE INTO client_words_due (client_id) VALUES (NEW.id);
END;
--> statement-breakpoint
-- What would go to nobody is not planned.
CREATE TRIGGER messages_to_nobody BEFORE INSERT ON messages
WHEN NEW.recipient = ''
BEGIN
  SELECT RAISE(IGNORE);
END;
--> statement-breakpoint
-- A booking is history, unless it was there to try things out with. What it took is free again.
DROP TRIGGER bookings_keep_history;
--> statement-breakpoint
CREATE TRIGGER bookings_keep_history BEFORE DELETE ON bookings
WHEN NOT EXISTS (SELECT 1 FROM sample_rows WHERE kind = 'booking' AND row_id = OLD.id)
BEGIN
  SELECT RAISE(ABORT, 'bookings_keep_history');
END;
--> statement-breakpoint
CREATE TRIGGER bookings_free_on_delete AFTER DELETE ON bookings
BEGIN
  DELETE FROM occupancies WHERE source_id = OLD.id;
END;
