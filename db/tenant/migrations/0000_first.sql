CREATE TABLE `availability_overrides` (
	`id` text PRIMARY KEY NOT NULL,
	`trainer_id` text NOT NULL,
	`local_date` text NOT NULL,
	`windows` text NOT NULL,
	FOREIGN KEY (`trainer_id`) REFERENCES `trainers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `availability_overrides_trainer_date_idx` ON `availability_overrides` (`trainer_id`,`local_date`);--> statement-breakpoint
CREATE TABLE `availability_rules` (
	`id` text PRIMARY KEY NOT NULL,
	`trainer_id` text NOT NULL,
	`weekday` integer NOT NULL,
	`start_minute` integer NOT NULL,
	`end_minute` integer NOT NULL,
	`valid_from_on` text,
	`valid_to_on` text,
	FOREIGN KEY (`trainer_id`) REFERENCES `trainers`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "availability_rules_weekday" CHECK("availability_rules"."weekday" BETWEEN 1 AND 7),
	CONSTRAINT "availability_rules_minutes" CHECK("availability_rules"."start_minute" BETWEEN 0 AND 1439 AND "availability_rules"."end_minute" > "availability_rules"."start_minute" AND "availability_rules"."end_minute" <= 2880)
);
--> statement-breakpoint
CREATE INDEX `availability_rules_trainer_idx` ON `availability_rules` (`trainer_id`);--> statement-breakpoint
CREATE TABLE `booking_events` (
	`id` text PRIMARY KEY NOT NULL,
	`booking_id` text NOT NULL,
	`kind` text NOT NULL,
	`actor` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`booking_id`) REFERENCES `bookings`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `booking_events_booking_idx` ON `booking_events` (`booking_id`,`at`);--> statement-breakpoint
CREATE TABLE `bookings` (
	`id` text PRIMARY KEY NOT NULL,
	`request_hash` text NOT NULL,
	`trainer_id` text NOT NULL,
	`service_id` text NOT NULL,
	`location_id` text NOT NULL,
	`client_id` text NOT NULL,
	`contact_first_name` text NOT NULL,
	`contact_last_name` text NOT NULL,
	`contact_email` text NOT NULL,
	`contact_phone` text,
	`starts_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`occupied_from` integer NOT NULL,
	`occupied_until` integer NOT NULL,
	`status` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`price_minor` integer NOT NULL,
	`currency` text NOT NULL,
	`free_cancel_until` integer NOT NULL,
	`notes` text,
	`locale` text NOT NULL,
	`client_time_zone` text,
	`host` text NOT NULL,
	`source` text NOT NULL,
	`created_at` integer NOT NULL,
	`cancelled_at` integer,
	`cancel_reason` text,
	FOREIGN KEY (`trainer_id`) REFERENCES `trainers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`service_id`) REFERENCES `services`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`location_id`) REFERENCES `locations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT "bookings_end_after_start" CHECK("bookings"."ends_at" > "bookings"."starts_at"),
	CONSTRAINT "bookings_length" CHECK("bookings"."ends_at" - "bookings"."starts_at" <= 43200000),
	CONSTRAINT "bookings_buffers" CHECK("bookings"."starts_at" - "bookings"."occupied_from" BETWEEN 0 AND 14400000 AND "bookings"."occupied_until" - "bookings"."ends_at" BETWEEN 0 AND 14400000)
);
--> statement-breakpoint
CREATE INDEX `bookings_trainer_start_idx` ON `bookings` (`trainer_id`,`starts_at`);--> statement-breakpoint
CREATE INDEX `bookings_client_idx` ON `bookings` (`client_id`,`starts_at`);--> statement-breakpoint
CREATE TABLE `clients` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`first_name` text NOT NULL,
	`last_name` text NOT NULL,
	`phone` text,
	`locale` text NOT NULL,
	`time_zone` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `clients_email_unique` ON `clients` (`email`);--> statement-breakpoint
CREATE TABLE `identity` (
	`id` integer PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`created_at` integer NOT NULL,
	CONSTRAINT "identity_is_one_row" CHECK("identity"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE `locations` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`address` text NOT NULL,
	`time_zone` text NOT NULL,
	`latitude` text,
	`longitude` text,
	`position` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE `messages` (
	`id` text PRIMARY KEY NOT NULL,
	`booking_id` text NOT NULL,
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
	FOREIGN KEY (`booking_id`) REFERENCES `bookings`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `messages_due_idx` ON `messages` (`planned_at`) WHERE "messages"."state" IN ('planned', 'claimed');--> statement-breakpoint
CREATE UNIQUE INDEX `messages_once_idx` ON `messages` (`booking_id`,`kind`,`lead_minutes`,`channel`,`booking_version`);--> statement-breakpoint
CREATE TABLE `service_trainers` (
	`service_id` text NOT NULL,
	`trainer_id` text NOT NULL,
	PRIMARY KEY(`service_id`, `trainer_id`),
	FOREIGN KEY (`service_id`) REFERENCES `services`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`trainer_id`) REFERENCES `trainers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `services` (
	`id` text PRIMARY KEY NOT NULL,
	`slug` text NOT NULL,
	`name` text NOT NULL,
	`description` text NOT NULL,
	`duration_minutes` integer NOT NULL,
	`interval_minutes` integer NOT NULL,
	`grid` text DEFAULT 'window' NOT NULL,
	`buffer_before_minutes` integer DEFAULT 0 NOT NULL,
	`buffer_after_minutes` integer DEFAULT 0 NOT NULL,
	`min_notice_minutes` integer DEFAULT 0 NOT NULL,
	`window_days` integer DEFAULT 60 NOT NULL,
	`free_cancel_minutes` integer DEFAULT 0 NOT NULL,
	`price_minor` integer NOT NULL,
	`status` text DEFAULT 'active' NOT NULL,
	`position` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	CONSTRAINT "services_duration" CHECK("services"."duration_minutes" BETWEEN 1 AND 720),
	CONSTRAINT "services_interval" CHECK("services"."interval_minutes" BETWEEN 1 AND 1440),
	CONSTRAINT "services_buffers" CHECK("services"."buffer_before_minutes" BETWEEN 0 AND 240 AND "services"."buffer_after_minutes" BETWEEN 0 AND 240),
	CONSTRAINT "services_price" CHECK("services"."price_minor" >= 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `services_slug_unique` ON `services` (`slug`);--> statement-breakpoint
CREATE TABLE `settings` (
	`id` integer PRIMARY KEY NOT NULL,
	`studio_name` text NOT NULL,
	`tagline` text NOT NULL,
	`about` text NOT NULL,
	`policy` text NOT NULL,
	`default_locale` text NOT NULL,
	`locales` text NOT NULL,
	`currency` text NOT NULL,
	`theme` text NOT NULL,
	`contact_email` text NOT NULL,
	`contact_phone` text,
	`updated_at` integer NOT NULL,
	CONSTRAINT "settings_is_one_row" CHECK("settings"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE `time_off` (
	`id` text PRIMARY KEY NOT NULL,
	`trainer_id` text NOT NULL,
	`starts_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`reason` text,
	FOREIGN KEY (`trainer_id`) REFERENCES `trainers`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "time_off_ends_after_start" CHECK("time_off"."ends_at" > "time_off"."starts_at")
);
--> statement-breakpoint
CREATE INDEX `time_off_trainer_idx` ON `time_off` (`trainer_id`,`ends_at`,`starts_at`);--> statement-breakpoint
CREATE TABLE `trainers` (
	`id` text PRIMARY KEY NOT NULL,
	`slug` text NOT NULL,
	`name` text NOT NULL,
	`speciality` text NOT NULL,
	`bio` text NOT NULL,
	`location_id` text NOT NULL,
	`is_bookable` integer DEFAULT true NOT NULL,
	`position` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`location_id`) REFERENCES `locations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `trainers_slug_unique` ON `trainers` (`slug`);