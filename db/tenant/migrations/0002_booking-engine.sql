CREATE TABLE `api_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`key_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`revoked_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_keys_key_hash_unique` ON `api_keys` (`key_hash`);--> statement-breakpoint
CREATE TABLE `audit_log` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`subject_id` text NOT NULL,
	`reason` text
);
--> statement-breakpoint
CREATE INDEX `audit_log_at_idx` ON `audit_log` (`at`);--> statement-breakpoint
CREATE TABLE `booking_limits` (
	`id` text PRIMARY KEY NOT NULL,
	`subject` text NOT NULL,
	`trainer_id` text,
	`service_id` text,
	`client_group_id` text,
	`period` text NOT NULL,
	`max_bookings` integer,
	`max_minutes` integer,
	FOREIGN KEY (`trainer_id`) REFERENCES `trainers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`service_id`) REFERENCES `services`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`client_group_id`) REFERENCES `client_groups`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "booking_limits_max" CHECK("booking_limits"."max_bookings" IS NOT NULL OR "booking_limits"."max_minutes" IS NOT NULL)
);
--> statement-breakpoint
CREATE TABLE `booking_series` (
	`id` text PRIMARY KEY NOT NULL,
	`client_id` text NOT NULL,
	`service_id` text NOT NULL,
	`wish` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`service_id`) REFERENCES `services`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `booking_series_client_idx` ON `booking_series` (`client_id`);--> statement-breakpoint
CREATE TABLE `charges` (
	`id` text PRIMARY KEY NOT NULL,
	`booking_id` text NOT NULL,
	`kind` text NOT NULL,
	`amount_minor` integer NOT NULL,
	`currency` text NOT NULL,
	`loses_credit` integer NOT NULL,
	`state` text NOT NULL,
	`reason` text,
	`created_at` integer NOT NULL,
	`settled_at` integer,
	FOREIGN KEY (`booking_id`) REFERENCES `bookings`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `charges_once_idx` ON `charges` (`booking_id`,`kind`);--> statement-breakpoint
CREATE TABLE `class_series` (
	`id` text PRIMARY KEY NOT NULL,
	`service_id` text NOT NULL,
	`trainer_id` text NOT NULL,
	`second_trainer_id` text,
	`location_id` text NOT NULL,
	`weekdays` text NOT NULL,
	`every_n_weeks` integer DEFAULT 1 NOT NULL,
	`start_minute` integer NOT NULL,
	`duration_minutes` integer NOT NULL,
	`from_on` text NOT NULL,
	`until_on` text,
	`count` integer,
	`except_on` text DEFAULT '[]' NOT NULL,
	`capacity` integer NOT NULL,
	`online_capacity` integer,
	`walk_in_capacity` integer DEFAULT 0 NOT NULL,
	`min_attendance` integer DEFAULT 0 NOT NULL,
	`resource_ids` text DEFAULT '[]' NOT NULL,
	`status` text DEFAULT 'active' NOT NULL,
	`made_until_on` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`service_id`) REFERENCES `services`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`trainer_id`) REFERENCES `trainers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`second_trainer_id`) REFERENCES `trainers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`location_id`) REFERENCES `locations`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "class_series_minutes" CHECK("class_series"."start_minute" BETWEEN 0 AND 1439)
);
--> statement-breakpoint
CREATE TABLE `client_groups` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `group_windows` (
	`id` text PRIMARY KEY NOT NULL,
	`client_group_id` text NOT NULL,
	`service_id` text,
	`window_kind` text NOT NULL,
	`window_days` integer NOT NULL,
	`opens_at_minute` integer DEFAULT 0 NOT NULL,
	`window_from_on` text,
	`window_to_on` text,
	FOREIGN KEY (`client_group_id`) REFERENCES `client_groups`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`service_id`) REFERENCES `services`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `group_windows_group_idx` ON `group_windows` (`client_group_id`);--> statement-breakpoint
CREATE TABLE `dependents` (
	`id` text PRIMARY KEY NOT NULL,
	`client_id` text NOT NULL,
	`first_name` text NOT NULL,
	`last_name` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `dependents_client_idx` ON `dependents` (`client_id`);--> statement-breakpoint
CREATE TABLE `holds` (
	`id` text PRIMARY KEY NOT NULL,
	`holder` text NOT NULL,
	`session_id` text,
	`quantity` integer DEFAULT 1 NOT NULL,
	`trainer_id` text NOT NULL,
	`service_id` text NOT NULL,
	`location_id` text NOT NULL,
	`starts_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`occupied_from` integer NOT NULL,
	`occupied_until` integer NOT NULL,
	`gap_rule` text DEFAULT 'max' NOT NULL,
	`takes` text DEFAULT '[]' NOT NULL,
	`status` text DEFAULT 'active' NOT NULL,
	`booking_id` text,
	`status_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`session_id`) REFERENCES `sessions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`trainer_id`) REFERENCES `trainers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`service_id`) REFERENCES `services`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`location_id`) REFERENCES `locations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `holds_active_idx` ON `holds` (`expires_at`) WHERE "holds"."status" = 'active';--> statement-breakpoint
CREATE INDEX `holds_holder_idx` ON `holds` (`holder`);--> statement-breakpoint
CREATE INDEX `holds_session_idx` ON `holds` (`session_id`);--> statement-breakpoint
CREATE TABLE `occupancies` (
	`owner_id` text NOT NULL,
	`source_id` text NOT NULL,
	`starts_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`occupied_from` integer NOT NULL,
	`occupied_until` integer NOT NULL,
	`gap_rule` text NOT NULL,
	`units` integer NOT NULL,
	`expires_at` integer,
	`is_forced` integer NOT NULL,
	`decided_at` integer NOT NULL,
	PRIMARY KEY(`owner_id`, `starts_at`, `source_id`)
);
--> statement-breakpoint
CREATE INDEX `occupancies_source_idx` ON `occupancies` (`source_id`);--> statement-breakpoint
CREATE TABLE `policies` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`position` integer NOT NULL,
	`service_ids` text DEFAULT '[]' NOT NULL,
	`service_kinds` text DEFAULT '[]' NOT NULL,
	`client_group_ids` text DEFAULT '[]' NOT NULL,
	`version` integer NOT NULL,
	`status` text DEFAULT 'active' NOT NULL
);
--> statement-breakpoint
CREATE TABLE `policy_versions` (
	`policy_id` text NOT NULL,
	`version` integer NOT NULL,
	`rules` text NOT NULL,
	`text` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`policy_id`, `version`),
	FOREIGN KEY (`policy_id`) REFERENCES `policies`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `resources` (
	`id` text PRIMARY KEY NOT NULL,
	`location_id` text NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`pool` text NOT NULL,
	`units` integer DEFAULT 1 NOT NULL,
	`buffer_before_minutes` integer DEFAULT 0 NOT NULL,
	`buffer_after_minutes` integer DEFAULT 0 NOT NULL,
	`gap_rule` text DEFAULT 'max' NOT NULL,
	`status` text DEFAULT 'active' NOT NULL,
	`position` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`location_id`) REFERENCES `locations`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "resources_units" CHECK("resources"."units" BETWEEN 1 AND 1000),
	CONSTRAINT "resources_buffers" CHECK("resources"."buffer_before_minutes" BETWEEN 0 AND 240 AND "resources"."buffer_after_minutes" BETWEEN 0 AND 240)
);
--> statement-breakpoint
CREATE TABLE `service_resources` (
	`service_id` text NOT NULL,
	`pool` text NOT NULL,
	`units` integer DEFAULT 1 NOT NULL,
	`per` text DEFAULT 'session' NOT NULL,
	PRIMARY KEY(`service_id`, `pool`),
	FOREIGN KEY (`service_id`) REFERENCES `services`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `service_locations` (
	`service_id` text NOT NULL,
	`location_id` text NOT NULL,
	PRIMARY KEY(`service_id`, `location_id`),
	FOREIGN KEY (`service_id`) REFERENCES `services`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`location_id`) REFERENCES `locations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`series_id` text,
	`service_id` text NOT NULL,
	`location_id` text NOT NULL,
	`trainer_id` text NOT NULL,
	`second_trainer_id` text,
	`series_on` text,
	`starts_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`occupied_from` integer NOT NULL,
	`occupied_until` integer NOT NULL,
	`gap_rule` text DEFAULT 'max' NOT NULL,
	`takes` text DEFAULT '[]' NOT NULL,
	`capacity` integer NOT NULL,
	`online_capacity` integer,
	`walk_in_capacity` integer DEFAULT 0 NOT NULL,
	`min_attendance` integer DEFAULT 0 NOT NULL,
	`decide_at` integer,
	`price_minor` integer NOT NULL,
	`status` text DEFAULT 'scheduled' NOT NULL,
	`cancel_reason` text,
	`changed_fields` text DEFAULT '[]' NOT NULL,
	`override_reason` text,
	`version` integer DEFAULT 1 NOT NULL,
	`status_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`series_id`) REFERENCES `class_series`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`service_id`) REFERENCES `services`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`location_id`) REFERENCES `locations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`trainer_id`) REFERENCES `trainers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`second_trainer_id`) REFERENCES `trainers`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "sessions_length" CHECK("sessions"."ends_at" > "sessions"."starts_at" AND "sessions"."ends_at" - "sessions"."starts_at" <= 43200000),
	CONSTRAINT "sessions_buffers" CHECK("sessions"."starts_at" - "sessions"."occupied_from" BETWEEN 0 AND 14400000 AND "sessions"."occupied_until" - "sessions"."ends_at" BETWEEN 0 AND 14400000),
	CONSTRAINT "sessions_places" CHECK("sessions"."capacity" BETWEEN 0 AND 10000)
);
--> statement-breakpoint
CREATE INDEX `sessions_start_idx` ON `sessions` (`starts_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_series_idx` ON `sessions` (`series_id`,`series_on`);--> statement-breakpoint
CREATE INDEX `sessions_decide_idx` ON `sessions` (`decide_at`) WHERE "sessions"."decide_at" IS NOT NULL;--> statement-breakpoint
CREATE TABLE `waitlist_entries` (
	`id` text PRIMARY KEY NOT NULL,
	`request_hash` text NOT NULL,
	`session_id` text NOT NULL,
	`client_id` text NOT NULL,
	`party_size` integer DEFAULT 1 NOT NULL,
	`contact_first_name` text NOT NULL,
	`contact_last_name` text NOT NULL,
	`contact_email` text NOT NULL,
	`contact_phone` text,
	`locale` text NOT NULL,
	`client_time_zone` text,
	`host` text NOT NULL,
	`joined_at` integer NOT NULL,
	`status` text DEFAULT 'waiting' NOT NULL,
	`status_at` integer NOT NULL,
	`skip_reason` text,
	`hold_id` text,
	`offer_expires_at` integer,
	`booking_id` text,
	FOREIGN KEY (`session_id`) REFERENCES `sessions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`hold_id`) REFERENCES `holds`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `waitlist_entries_session_idx` ON `waitlist_entries` (`session_id`,`joined_at`);--> statement-breakpoint
CREATE INDEX `waitlist_entries_client_idx` ON `waitlist_entries` (`client_id`);--> statement-breakpoint
CREATE INDEX `waitlist_entries_offer_idx` ON `waitlist_entries` (`offer_expires_at`) WHERE "waitlist_entries"."status" = 'offered';--> statement-breakpoint
CREATE UNIQUE INDEX `waitlist_entries_once_idx` ON `waitlist_entries` (`session_id`,`client_id`) WHERE "waitlist_entries"."status" IN ('waiting', 'offered');--> statement-breakpoint
CREATE TABLE `__new_availability_overrides` (
	`id` text PRIMARY KEY NOT NULL,
	`trainer_id` text,
	`location_id` text,
	`kind` text NOT NULL,
	`from_on` text NOT NULL,
	`to_on` text NOT NULL,
	`windows` text NOT NULL,
	`reason` text,
	`holiday` text,
	FOREIGN KEY (`trainer_id`) REFERENCES `trainers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`location_id`) REFERENCES `locations`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "availability_overrides_dates" CHECK("__new_availability_overrides"."to_on" >= "__new_availability_overrides"."from_on"),
	CONSTRAINT "availability_overrides_owner" CHECK("__new_availability_overrides"."trainer_id" IS NOT NULL OR "__new_availability_overrides"."location_id" IS NOT NULL)
);
--> statement-breakpoint
INSERT INTO `__new_availability_overrides`("id", "trainer_id", "location_id", "kind", "from_on", "to_on", "windows", "reason", "holiday") SELECT "id", "trainer_id", NULL, 'replace', "local_date", "local_date", "windows", NULL, NULL FROM `availability_overrides`;--> statement-breakpoint
DROP TABLE `availability_overrides`;--> statement-breakpoint
ALTER TABLE `__new_availability_overrides` RENAME TO `availability_overrides`;--> statement-breakpoint
CREATE INDEX `availability_overrides_dates_idx` ON `availability_overrides` (`to_on`,`from_on`);--> statement-breakpoint
CREATE TABLE `__new_messages` (
	`id` text PRIMARY KEY NOT NULL,
	`booking_id` text,
	`waitlist_entry_id` text,
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
	CONSTRAINT "messages_about" CHECK(("__new_messages"."booking_id" IS NULL) <> ("__new_messages"."waitlist_entry_id" IS NULL))
);
--> statement-breakpoint
INSERT INTO `__new_messages`("id", "booking_id", "waitlist_entry_id", "booking_version", "kind", "lead_minutes", "channel", "recipient", "locale", "planned_at", "state", "claimed_until", "attempts", "provider_id", "reason", "settled_at") SELECT "id", "booking_id", NULL, "booking_version", "kind", "lead_minutes", "channel", "recipient", "locale", "planned_at", "state", "claimed_until", "attempts", "provider_id", "reason", "settled_at" FROM `messages`;--> statement-breakpoint
DROP TABLE `messages`;--> statement-breakpoint
ALTER TABLE `__new_messages` RENAME TO `messages`;--> statement-breakpoint
CREATE INDEX `messages_due_idx` ON `messages` (`planned_at`) WHERE "messages"."state" IN ('planned', 'claimed');--> statement-breakpoint
CREATE UNIQUE INDEX `messages_once_idx` ON `messages` (`booking_id`,`kind`,`lead_minutes`,`channel`,`booking_version`);--> statement-breakpoint
ALTER TABLE `availability_rules` ADD `location_id` text REFERENCES locations(id);--> statement-breakpoint
ALTER TABLE `availability_rules` ADD `kind` text DEFAULT 'open' NOT NULL;--> statement-breakpoint
ALTER TABLE `availability_rules` ADD `every_n_weeks` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `availability_rules` ADD `anchor_on` text;--> statement-breakpoint
ALTER TABLE `booking_events` ADD `details` text;--> statement-breakpoint
ALTER TABLE `bookings` ADD `session_id` text REFERENCES sessions(id);--> statement-breakpoint
ALTER TABLE `bookings` ADD `dependent_id` text REFERENCES dependents(id);--> statement-breakpoint
ALTER TABLE `bookings` ADD `attendee_first_name` text;--> statement-breakpoint
ALTER TABLE `bookings` ADD `attendee_last_name` text;--> statement-breakpoint
ALTER TABLE `bookings` ADD `party_id` text;--> statement-breakpoint
ALTER TABLE `bookings` ADD `guest_position` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `bookings` ADD `series_id` text REFERENCES booking_series(id);--> statement-breakpoint
ALTER TABLE `bookings` ADD `series_position` integer;--> statement-breakpoint
ALTER TABLE `bookings` ADD `gap_rule` text DEFAULT 'max' NOT NULL;--> statement-breakpoint
ALTER TABLE `bookings` ADD `takes` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `bookings` ADD `status_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `bookings` ADD `expires_at` integer;--> statement-breakpoint
ALTER TABLE `bookings` ADD `change_id` text;--> statement-breakpoint
ALTER TABLE `bookings` ADD `policy_id` text;--> statement-breakpoint
ALTER TABLE `bookings` ADD `policy_version` integer;--> statement-breakpoint
ALTER TABLE `bookings` ADD `reschedule_until` integer;--> statement-breakpoint
ALTER TABLE `bookings` ADD `reschedule_count` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `bookings` ADD `cancel_kind` text;--> statement-breakpoint
ALTER TABLE `bookings` ADD `checked_in_at` integer;--> statement-breakpoint
ALTER TABLE `bookings` ADD `override_reason` text;--> statement-breakpoint
CREATE INDEX `bookings_session_idx` ON `bookings` (`session_id`);--> statement-breakpoint
CREATE INDEX `bookings_party_idx` ON `bookings` (`party_id`);--> statement-breakpoint
CREATE INDEX `bookings_series_idx` ON `bookings` (`series_id`);--> statement-breakpoint
CREATE INDEX `bookings_pending_idx` ON `bookings` (`expires_at`) WHERE "bookings"."status" = 'pending';--> statement-breakpoint
CREATE INDEX `bookings_open_idx` ON `bookings` (`ends_at`) WHERE "bookings"."status" IN ('confirmed', 'checked_in');--> statement-breakpoint
ALTER TABLE `clients` ADD `client_group_id` text REFERENCES client_groups(id);--> statement-breakpoint
ALTER TABLE `locations` ADD `holiday_region` text;--> statement-breakpoint
ALTER TABLE `service_trainers` ADD `price_minor` integer;--> statement-breakpoint
ALTER TABLE `service_trainers` ADD `duration_minutes` integer;--> statement-breakpoint
ALTER TABLE `services` ADD `kind` text DEFAULT 'appointment' NOT NULL;--> statement-breakpoint
ALTER TABLE `services` ADD `duration_choices` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `services` ADD `offset_minutes` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `services` ADD `gap_rule` text DEFAULT 'max' NOT NULL;--> statement-breakpoint
ALTER TABLE `services` ADD `buffers_inside_hours` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `services` ADD `join_notice_minutes` integer;--> statement-breakpoint
ALTER TABLE `services` ADD `window_kind` text DEFAULT 'calendar_days' NOT NULL;--> statement-breakpoint
ALTER TABLE `services` ADD `opens_at_minute` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `services` ADD `window_from_on` text;--> statement-breakpoint
ALTER TABLE `services` ADD `window_to_on` text;--> statement-breakpoint
ALTER TABLE `services` ADD `capacity` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `services` ADD `online_capacity` integer;--> statement-breakpoint
ALTER TABLE `services` ADD `walk_in_capacity` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `services` ADD `min_attendance` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `services` ADD `decide_minutes` integer DEFAULT 180 NOT NULL;--> statement-breakpoint
ALTER TABLE `services` ADD `max_party` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `services` ADD `approval` text DEFAULT 'none' NOT NULL;--> statement-breakpoint
ALTER TABLE `services` ADD `approval_hours` integer DEFAULT 24 NOT NULL;--> statement-breakpoint
ALTER TABLE `services` ADD `waitlist_mode` text DEFAULT 'promote' NOT NULL;--> statement-breakpoint
ALTER TABLE `services` ADD `waitlist_max` integer DEFAULT 20 NOT NULL;--> statement-breakpoint
ALTER TABLE `services` ADD `offer_minutes` integer DEFAULT 30 NOT NULL;--> statement-breakpoint
ALTER TABLE `services` ADD `waitlist_close_minutes` integer DEFAULT 60 NOT NULL;--> statement-breakpoint
ALTER TABLE `services` ADD `waitlist_leave_minutes` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `services` ADD `check_in_minutes` integer;--> statement-breakpoint
ALTER TABLE `services` ADD `auto_no_show_minutes` integer;--> statement-breakpoint
ALTER TABLE `settings` ADD `week_starts_on` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `settings` ADD `quiet_from_minute` integer DEFAULT 1320 NOT NULL;--> statement-breakpoint
ALTER TABLE `settings` ADD `quiet_until_minute` integer DEFAULT 480 NOT NULL;--> statement-breakpoint
ALTER TABLE `settings` ADD `allows_client_overlap` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `settings` ADD `max_waitlist_entries` integer DEFAULT 10 NOT NULL;--> statement-breakpoint
ALTER TABLE `time_off` ADD `is_all_day` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `time_off` ADD `substitute_trainer_id` text REFERENCES trainers(id);