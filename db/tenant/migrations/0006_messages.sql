CREATE TABLE `calendar_feeds` (
	`id` text PRIMARY KEY NOT NULL,
	`trainer_id` text,
	`client_id` text,
	`token_hash` text NOT NULL,
	`label` text DEFAULT '' NOT NULL,
	`author` text NOT NULL,
	`created_at` integer NOT NULL,
	`revoked_at` integer,
	`last_read_at` integer,
	FOREIGN KEY (`trainer_id`) REFERENCES `trainers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "calendar_feeds_are_ones" CHECK(("calendar_feeds"."trainer_id" IS NULL) <> ("calendar_feeds"."client_id" IS NULL))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `calendar_feeds_token_hash_unique` ON `calendar_feeds` (`token_hash`);--> statement-breakpoint
CREATE INDEX `calendar_feeds_trainer_idx` ON `calendar_feeds` (`trainer_id`);--> statement-breakpoint
CREATE INDEX `calendar_feeds_client_idx` ON `calendar_feeds` (`client_id`);--> statement-breakpoint
CREATE TABLE `message_settings` (
	`id` integer PRIMARY KEY NOT NULL,
	`sms_sender` text,
	`sms_state` text DEFAULT 'none' NOT NULL,
	`sms_state_reason` text,
	`sms_countries` text DEFAULT '[]' NOT NULL,
	`sms_day_cap` integer DEFAULT 200 NOT NULL,
	`mail_domain` text,
	`mail_domain_id` text,
	`mail_domain_state` text DEFAULT 'none' NOT NULL,
	`mail_domain_records` text DEFAULT '[]' NOT NULL,
	`mail_domain_checked_at` integer,
	`mail_domain_since` integer,
	`mail_local_part` text DEFAULT 'bookings' NOT NULL,
	`miss_you_days` integer,
	`digest_at_minute` integer DEFAULT 420,
	`edition` integer DEFAULT 1 NOT NULL,
	CONSTRAINT "message_settings_is_one_row" CHECK("message_settings"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE `message_templates` (
	`kind` text NOT NULL,
	`channel` text NOT NULL,
	`locale` text NOT NULL,
	`texts` text NOT NULL,
	`author` text NOT NULL,
	`updated_at` integer NOT NULL,
	`edition` integer DEFAULT 1 NOT NULL,
	PRIMARY KEY(`kind`, `channel`, `locale`)
);
--> statement-breakpoint
CREATE TABLE `notification_rules` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`channel` text NOT NULL,
	`lead_minutes` integer DEFAULT 0 NOT NULL,
	`service_id` text,
	`created_at` integer NOT NULL,
	`edition` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`service_id`) REFERENCES `services`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `notification_rules_once_idx` ON `notification_rules` (`kind`,`channel`,`lead_minutes`,coalesce("service_id", ''));--> statement-breakpoint
CREATE TABLE `push_subscriptions` (
	`id` text PRIMARY KEY NOT NULL,
	`client_id` text NOT NULL,
	`endpoint_hash` text NOT NULL,
	`sealed` text NOT NULL,
	`device` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_sent_at` integer,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `push_subscriptions_endpoint_hash_unique` ON `push_subscriptions` (`endpoint_hash`);--> statement-breakpoint
CREATE INDEX `push_subscriptions_client_idx` ON `push_subscriptions` (`client_id`);--> statement-breakpoint
CREATE TABLE `sms_counts` (
	`scope` text NOT NULL,
	`key` text NOT NULL,
	`day_on` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`day_on`, `scope`, `key`)
);
--> statement-breakpoint
CREATE TABLE `sms_stops` (
	`phone` text PRIMARY KEY NOT NULL,
	`stopped_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `staff_notification_choices` (
	`user_id` text NOT NULL,
	`kind` text NOT NULL,
	`is_wanted` integer NOT NULL,
	PRIMARY KEY(`user_id`, `kind`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `vendor_events` (
	`id` text PRIMARY KEY NOT NULL,
	`vendor` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `vendor_events_at_idx` ON `vendor_events` (`at`);--> statement-breakpoint
CREATE TABLE `webhook_deliveries` (
	`id` text PRIMARY KEY NOT NULL,
	`event_id` text NOT NULL,
	`endpoint_id` text NOT NULL,
	`copy` integer DEFAULT 0 NOT NULL,
	`state` text DEFAULT 'planned' NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`first_planned_at` integer NOT NULL,
	`planned_at` integer NOT NULL,
	`claimed_until` integer,
	`response_status` integer,
	`reason` text,
	`settled_at` integer,
	FOREIGN KEY (`event_id`) REFERENCES `webhook_events`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`endpoint_id`) REFERENCES `webhook_endpoints`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `webhook_deliveries_once_idx` ON `webhook_deliveries` (`event_id`,`endpoint_id`,`copy`);--> statement-breakpoint
CREATE INDEX `webhook_deliveries_endpoint_idx` ON `webhook_deliveries` (`endpoint_id`,`first_planned_at`);--> statement-breakpoint
CREATE INDEX `webhook_deliveries_due_idx` ON `webhook_deliveries` (`state`,`endpoint_id`,`planned_at`) WHERE "webhook_deliveries"."state" IN ('planned', 'claimed');--> statement-breakpoint
CREATE TABLE `webhook_endpoints` (
	`id` text PRIMARY KEY NOT NULL,
	`url` text NOT NULL,
	`events` text NOT NULL,
	`description` text DEFAULT '' NOT NULL,
	`secret_sealed` text NOT NULL,
	`old_secret_sealed` text,
	`old_secret_until` integer,
	`status` text DEFAULT 'active' NOT NULL,
	`status_reason` text,
	`failing_since` integer,
	`retry_at` integer,
	`author` text NOT NULL,
	`created_at` integer NOT NULL,
	`edition` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE `webhook_events` (
	`id` text PRIMARY KEY NOT NULL,
	`type` text NOT NULL,
	`subject_id` text NOT NULL,
	`at` integer NOT NULL,
	`payload` text
);
--> statement-breakpoint
CREATE INDEX `webhook_events_at_idx` ON `webhook_events` (`at`);--> statement-breakpoint
CREATE INDEX `webhook_events_subject_idx` ON `webhook_events` (`subject_id`);--> statement-breakpoint
DROP INDEX `messages_once_idx`;--> statement-breakpoint
ALTER TABLE `messages` ADD `copy` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `messages` ADD `delivery` text;--> statement-breakpoint
ALTER TABLE `messages` ADD `delivery_at` integer;--> statement-breakpoint
ALTER TABLE `messages` ADD `delivery_reason` text;--> statement-breakpoint
ALTER TABLE `messages` ADD `segments` integer;--> statement-breakpoint
ALTER TABLE `messages` ADD `details` text;--> statement-breakpoint
CREATE INDEX `messages_provider_idx` ON `messages` (`provider_id`) WHERE "messages"."provider_id" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `messages_log_idx` ON `messages` (`planned_at`,`id`);--> statement-breakpoint
CREATE INDEX `messages_unknown_idx` ON `messages` (`settled_at`) WHERE "messages"."state" = 'unknown';--> statement-breakpoint
CREATE UNIQUE INDEX `messages_once_idx` ON `messages` (`booking_id`,`kind`,`lead_minutes`,`channel`,`booking_version`,`copy`);--> statement-breakpoint
ALTER TABLE `clients` ADD `mail_refused_at` integer;--> statement-breakpoint
ALTER TABLE `clients` ADD `mail_refusal` text;--> statement-breakpoint
ALTER TABLE `consents` ADD `phone` text;--> statement-breakpoint
CREATE INDEX `consents_phone_idx` ON `consents` (`phone`,`at`) WHERE "consents"."phone" IS NOT NULL;--> statement-breakpoint
ALTER TABLE `services` ADD `has_own_reminders` integer DEFAULT false NOT NULL;
--> statement-breakpoint
-- What is looked up in the background changes under nobody's hands.
CREATE TRIGGER message_settings_edition AFTER UPDATE OF sms_sender, sms_state, sms_state_reason, sms_countries, sms_day_cap,
  mail_domain, mail_local_part, miss_you_days, digest_at_minute ON message_settings
WHEN NEW.edition IS OLD.edition
BEGIN
  UPDATE message_settings SET edition = OLD.edition + 1 WHERE id = NEW.id;
END;
--> statement-breakpoint
CREATE TRIGGER notification_rules_edition AFTER UPDATE ON notification_rules
WHEN NEW.edition IS OLD.edition
BEGIN
  UPDATE notification_rules SET edition = OLD.edition + 1 WHERE id = NEW.id;
END;
--> statement-breakpoint
CREATE TRIGGER message_templates_edition AFTER UPDATE ON message_templates
WHEN NEW.edition IS OLD.edition
BEGIN
  UPDATE message_templates SET edition = OLD.edition + 1 WHERE kind = NEW.kind AND channel = NEW.channel AND locale = NEW.locale;
END;
--> statement-breakpoint
CREATE TRIGGER webhook_endpoints_edition AFTER UPDATE OF url, events, description, status ON webhook_endpoints
WHEN NEW.edition IS OLD.edition
BEGIN
  UPDATE webhook_endpoints SET edition = OLD.edition + 1 WHERE id = NEW.id;
END;
--> statement-breakpoint
INSERT INTO message_settings (id) VALUES (1);
--> statement-breakpoint
-- As it was before there were rules; and whoever lets the site speak on their telephone hears there what cannot wait.
INSERT INTO notification_rules (id, kind, channel, lead_minutes, created_at) VALUES
  ('nrl_reminder_email_1440', 'reminder', 'email', 1440, 0),
  ('nrl_reminder_email_60', 'reminder', 'email', 60, 0),
  ('nrl_reminder_push_60', 'reminder', 'push', 60, 0),
  ('nrl_booking_moved_push', 'booking_moved', 'push', 0, 0),
  ('nrl_booking_cancelled_push', 'booking_cancelled', 'push', 0, 0),
  ('nrl_session_changed_push', 'session_changed', 'push', 0, 0),
  ('nrl_waitlist_offered_push', 'waitlist_offered', 'push', 0, 0),
  ('nrl_waitlist_promoted_push', 'waitlist_promoted', 'push', 0, 0);
--> statement-breakpoint
-- Whatever is told by mail at once is told by the other channels that the rules name, in the same batch, to whoever can be
-- reached there: by text message with consent, by push where the site is installed. Mail to nobody is not planned.
DROP TRIGGER messages_to_nobody;
--> statement-breakpoint
CREATE TRIGGER messages_fan_out BEFORE INSERT ON messages
WHEN NEW.channel = 'email'
BEGIN
  INSERT INTO messages (id, booking_id, waitlist_entry_id, booking_version, kind, channel, recipient, locale, planned_at)
  SELECT NEW.id || '_' || rule.channel, NEW.booking_id, NEW.waitlist_entry_id, NEW.booking_version, NEW.kind, rule.channel,
    CASE rule.channel WHEN 'push' THEN told.client_id ELSE (
      SELECT CASE WHEN is_given THEN phone END FROM consents WHERE client_id = told.client_id AND kind = 'sms'
      ORDER BY at DESC, rowid DESC LIMIT 1) END AS reached,
    NEW.locale, NEW.planned_at
  FROM (
    SELECT client_id, service_id FROM bookings WHERE id = NEW.booking_id
    UNION ALL SELECT entry.client_id, sessions.service_id FROM waitlist_entries AS entry
      JOIN sessions ON sessions.id = entry.session_id WHERE entry.id = NEW.waitlist_entry_id
  ) AS told
  JOIN notification_rules AS rule ON rule.kind = NEW.kind AND rule.channel <> 'email' AND rule.lead_minutes = 0
    AND (rule.service_id IS NULL OR rule.service_id = told.service_id)
  WHERE NEW.kind <> 'reminder' AND NEW.copy = 0 AND reached IS NOT NULL
    AND (rule.channel = 'sms' OR EXISTS (SELECT 1 FROM push_subscriptions WHERE client_id = told.client_id))
    AND NOT EXISTS (SELECT 1 FROM messages WHERE id = NEW.id || '_' || rule.channel)
  GROUP BY rule.channel;
  SELECT RAISE(IGNORE) WHERE NEW.recipient = '';
END;
--> statement-breakpoint
-- What did not arrive by mail, or would not, is told by text message to whoever agreed to those. Whether that is still of
-- use is decided when it is sent.
CREATE TRIGGER messages_fall_back AFTER UPDATE OF state, delivery ON messages
WHEN NEW.channel = 'email' AND NEW.kind <> 'miss_you' AND (
  (NEW.delivery = 'bounced' AND OLD.delivery IS NOT 'bounced')
  OR (NEW.state = 'skipped' AND OLD.state <> 'skipped' AND NEW.reason = 'bounced'))
BEGIN
  INSERT OR IGNORE INTO messages (id, booking_id, waitlist_entry_id, booking_version, kind, lead_minutes, channel, recipient,
    locale, planned_at, copy)
  SELECT NEW.id || '_sms', NEW.booking_id, NEW.waitlist_entry_id, NEW.booking_version, NEW.kind, NEW.lead_minutes, 'sms',
    (SELECT CASE WHEN is_given THEN phone END FROM consents WHERE client_id = told.client_id AND kind = 'sms'
      ORDER BY at DESC, rowid DESC LIMIT 1) AS reached,
    NEW.locale, coalesce(NEW.delivery_at, NEW.settled_at, NEW.planned_at), NEW.copy
  FROM (
    SELECT client_id FROM bookings WHERE id = NEW.booking_id
    UNION ALL SELECT client_id FROM waitlist_entries WHERE id = NEW.waitlist_entry_id
  ) AS told
  WHERE reached IS NOT NULL;
END;
--> statement-breakpoint
-- Another address is a new start.
CREATE TRIGGER clients_mail_anew AFTER UPDATE OF email ON clients
WHEN NEW.email IS NOT OLD.email AND NEW.mail_refused_at IS NOT NULL
BEGIN
  UPDATE clients SET mail_refused_at = NULL, mail_refusal = NULL WHERE id = NEW.id;
END;
--> statement-breakpoint
-- What somebody agreed to stays as they saw it; only the number is forgotten with them.
DROP TRIGGER consents_keep_history;
--> statement-breakpoint
CREATE TRIGGER consents_keep_history BEFORE UPDATE ON consents
WHEN (NEW.id, NEW.client_id, NEW.kind, NEW.is_given, NEW.text, NEW.version, NEW.at, NEW.source, NEW.actor)
  IS NOT (OLD.id, OLD.client_id, OLD.kind, OLD.is_given, OLD.text, OLD.version, OLD.at, OLD.source, OLD.actor)
  OR (NEW.phone IS NOT OLD.phone AND NEW.phone IS NOT NULL)
BEGIN
  SELECT RAISE(ABORT, 'consents_keep_history');
END;
--> statement-breakpoint
-- What happens is told to the studio's programs that want to hear of it: written in the batch that makes it happen, so that
-- what was not, is not told. The clock of the database stands in where a row does not say when.
CREATE TRIGGER webhook_events_wanted BEFORE INSERT ON webhook_events
WHEN NEW.type <> 'webhook.test' AND NOT EXISTS (SELECT 1 FROM webhook_endpoints, json_each(webhook_endpoints.events) AS wish
  WHERE webhook_endpoints.status = 'active' AND wish.value IN ('*', NEW.type))
BEGIN
  SELECT RAISE(IGNORE);
END;
--> statement-breakpoint
CREATE TRIGGER webhook_events_plan AFTER INSERT ON webhook_events
WHEN NEW.type <> 'webhook.test'
BEGIN
  INSERT INTO webhook_deliveries (id, event_id, endpoint_id, first_planned_at, planned_at)
  SELECT 'whd_' || lower(hex(randomblob(10))), NEW.id, endpoint.id, NEW.at, NEW.at FROM webhook_endpoints AS endpoint
  WHERE endpoint.status = 'active'
    AND EXISTS (SELECT 1 FROM json_each(endpoint.events) AS wish WHERE wish.value IN ('*', NEW.type));
END;
--> statement-breakpoint
CREATE TRIGGER webhooks_of_bookings AFTER INSERT ON booking_events
WHEN NEW.kind <> 'charge_waived'
BEGIN
  INSERT INTO webhook_events (id, type, subject_id, at)
  SELECT 'whe_' || lower(hex(randomblob(10))), 'booking.' || CASE NEW.kind WHEN 'booked' THEN 'created'
    WHEN 'expired' THEN 'declined' WHEN 'session_changed' THEN 'moved'
    WHEN 'check_in_undone' THEN 'updated' WHEN 'no_show_undone' THEN 'updated' ELSE NEW.kind END, NEW.booking_id, NEW.at;
END;
--> statement-breakpoint
CREATE TRIGGER webhooks_of_new_clients AFTER INSERT ON clients
WHEN NEW.erased_at IS NULL
BEGIN
  INSERT INTO webhook_events (id, type, subject_id, at)
  SELECT 'whe_' || lower(hex(randomblob(10))), 'client.created', NEW.id, NEW.created_at;
END;
--> statement-breakpoint
CREATE TRIGGER webhooks_of_changed_clients AFTER UPDATE ON clients
WHEN OLD.erased_at IS NULL AND NEW.erased_at IS NULL
  AND (NEW.email, NEW.first_name, NEW.last_name, NEW.phone, NEW.locale, NEW.time_zone, NEW.client_group_id, NEW.fitness_level,
      NEW.goals, NEW.preferences, NEW.born_on, NEW.blocked_at, NEW.block_reason, NEW.merged_into_id)
    IS NOT (OLD.email, OLD.first_name, OLD.last_name, OLD.phone, OLD.locale, OLD.time_zone, OLD.client_group_id, OLD.fitness_level,
      OLD.goals, OLD.preferences, OLD.born_on, OLD.blocked_at, OLD.block_reason, OLD.merged_into_id)
BEGIN
  INSERT INTO webhook_events (id, type, subject_id, at)
  SELECT 'whe_' || lower(hex(randomblob(10))), CASE WHEN NEW.merged_into_id IS NOT NULL AND OLD.merged_into_id IS NULL
    THEN 'client.merged' ELSE 'client.updated' END, NEW.id, CAST(unixepoch('subsec') * 1000 AS INTEGER);
END;
--> statement-breakpoint
-- What was written to be sent about somebody who is forgotten is forgotten with them.
CREATE TRIGGER webhooks_of_erased_clients AFTER UPDATE OF erased_at ON clients
WHEN OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL
BEGIN
  UPDATE webhook_events SET payload = NULL WHERE subject_id = NEW.id
    OR subject_id IN (SELECT id FROM bookings WHERE client_id = NEW.id);
  INSERT INTO webhook_events (id, type, subject_id, at)
  SELECT 'whe_' || lower(hex(randomblob(10))), 'client.erased', NEW.id, NEW.erased_at;
END;
--> statement-breakpoint
-- Of whoever is deleted before anything was said of them, nothing is: as when their booking came too late for its time.
CREATE TRIGGER webhooks_of_deleted_clients AFTER DELETE ON clients
BEGIN
  INSERT INTO webhook_events (id, type, subject_id, at)
  SELECT 'whe_' || lower(hex(randomblob(10))), 'client.erased', OLD.id, CAST(unixepoch('subsec') * 1000 AS INTEGER)
  WHERE NOT EXISTS (SELECT 1 FROM webhook_events WHERE subject_id = OLD.id AND type = 'client.created' AND payload IS NULL);
  DELETE FROM webhook_deliveries WHERE event_id IN
    (SELECT id FROM webhook_events WHERE subject_id = OLD.id AND type <> 'client.erased');
  DELETE FROM webhook_events WHERE subject_id = OLD.id AND type <> 'client.erased';
END;
--> statement-breakpoint
CREATE TRIGGER webhooks_of_new_sessions AFTER INSERT ON sessions
BEGIN
  INSERT INTO webhook_events (id, type, subject_id, at)
  SELECT 'whe_' || lower(hex(randomblob(10))), 'session.created', NEW.id, NEW.created_at;
END;
--> statement-breakpoint
CREATE TRIGGER webhooks_of_changed_sessions AFTER UPDATE OF version ON sessions
WHEN NEW.version IS NOT OLD.version
BEGIN
  INSERT INTO webhook_events (id, type, subject_id, at)
  SELECT 'whe_' || lower(hex(randomblob(10))), CASE WHEN NEW.status = 'cancelled' AND OLD.status <> 'cancelled'
    THEN 'session.cancelled' ELSE 'session.changed' END, NEW.id, NEW.status_at;
END;
--> statement-breakpoint
CREATE TRIGGER webhooks_of_new_charges AFTER INSERT ON charges
WHEN NEW.state = 'owed'
BEGIN
  INSERT INTO webhook_events (id, type, subject_id, at)
  SELECT 'whe_' || lower(hex(randomblob(10))), 'charge.owed', NEW.id, NEW.created_at;
END;
--> statement-breakpoint
CREATE TRIGGER webhooks_of_settled_charges AFTER UPDATE OF state ON charges
WHEN NEW.state IS NOT OLD.state AND NEW.state IN ('owed', 'waived')
BEGIN
  INSERT INTO webhook_events (id, type, subject_id, at)
  SELECT 'whe_' || lower(hex(randomblob(10))), 'charge.' || NEW.state, NEW.id, coalesce(NEW.settled_at, NEW.created_at);
END;
