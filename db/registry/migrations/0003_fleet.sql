CREATE TABLE `backups` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`reason` text NOT NULL,
	`key` text NOT NULL,
	`bytes` integer NOT NULL,
	`sha256` text NOT NULL,
	`tables` text NOT NULL,
	`schema_version` integer NOT NULL,
	`taken_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`proven_at` integer,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `backups_tenant_idx` ON `backups` (`tenant_id`,`taken_at`);--> statement-breakpoint
CREATE INDEX `backups_expiry_idx` ON `backups` (`expires_at`);--> statement-breakpoint
CREATE INDEX `backups_taken_idx` ON `backups` (`taken_at`,`id`);--> statement-breakpoint
CREATE TABLE `restores` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`backup_id` text,
	`point_in_time` integer,
	`job_id` text,
	`database_name` text NOT NULL,
	`database_url` text DEFAULT '' NOT NULL,
	`database_token_encrypted` text DEFAULT '' NOT NULL,
	`state` text NOT NULL,
	`comparison` text,
	`is_drill` integer DEFAULT false NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`drop_previous_at` integer,
	`previous_name` text,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`backup_id`) REFERENCES `backups`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`job_id`) REFERENCES `jobs`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `restores_tenant_idx` ON `restores` (`tenant_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `restores_drop_idx` ON `restores` (`drop_previous_at`);--> statement-breakpoint
CREATE TABLE `alert_targets` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`address` text NOT NULL,
	`secret_sealed` text,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_error` text
);
--> statement-breakpoint
CREATE TABLE `heartbeats` (
	`name` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `alerts` (
	`id` text PRIMARY KEY NOT NULL,
	`rule` text NOT NULL,
	`tenant_id` text,
	`said` text NOT NULL,
	`opened_at` integer NOT NULL,
	`seen_at` integer NOT NULL,
	`closed_at` integer,
	`acknowledged_at` integer,
	`acknowledged_by` text,
	`told_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `alerts_open_idx` ON `alerts` (`rule`,ifnull(`tenant_id`, '')) WHERE "closed_at" IS NULL;--> statement-breakpoint
CREATE INDEX `alerts_opened_idx` ON `alerts` (`opened_at`,`id`);--> statement-breakpoint
CREATE TABLE `tenant_facts` (
	`tenant_id` text PRIMARY KEY NOT NULL,
	`database_bytes` integer,
	`last_booking_at` integer,
	`trainers` integer,
	`clients` integer,
	`bookings_this_month` integer,
	`sms_this_month` integer,
	`at` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `tenant_facts_booking_idx` ON `tenant_facts` (`last_booking_at`);--> statement-breakpoint
CREATE TABLE `tenant_hours` (
	`hour_at` integer NOT NULL,
	`tenant_id` text NOT NULL,
	`requests` integer DEFAULT 0 NOT NULL,
	`errors` integer DEFAULT 0 NOT NULL,
	`slow` integer DEFAULT 0 NOT NULL,
	`total_ms` integer DEFAULT 0 NOT NULL,
	`buckets` text NOT NULL,
	`queries` integer DEFAULT 0 NOT NULL,
	`slow_queries` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`hour_at`, `tenant_id`)
);
--> statement-breakpoint
CREATE INDEX `tenant_hours_tenant_idx` ON `tenant_hours` (`tenant_id`,`hour_at`);--> statement-breakpoint
CREATE TABLE `tenant_usage` (
	`day_on` text NOT NULL,
	`tenant_id` text NOT NULL,
	`rows_read` integer DEFAULT 0 NOT NULL,
	`rows_written` integer DEFAULT 0 NOT NULL,
	`storage_bytes` integer DEFAULT 0 NOT NULL,
	`emails` integer DEFAULT 0 NOT NULL,
	`sms_parts` integer DEFAULT 0 NOT NULL,
	`hostnames` integer DEFAULT 0 NOT NULL,
	`file_bytes` integer DEFAULT 0 NOT NULL,
	`counted_at` integer,
	PRIMARY KEY(`day_on`, `tenant_id`),
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `tenant_usage_tenant_idx` ON `tenant_usage` (`tenant_id`,`day_on`);--> statement-breakpoint
CREATE TABLE `custom_hostnames` (
	`host` text PRIMARY KEY NOT NULL,
	`tenant_id` text,
	`provider_id` text NOT NULL,
	`status` text NOT NULL,
	`ssl_status` text NOT NULL,
	`said` text NOT NULL,
	`records` text NOT NULL,
	`checked_at` integer NOT NULL,
	`next_check_at` integer NOT NULL,
	`broken_since` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `custom_hostnames_check_idx` ON `custom_hostnames` (`next_check_at`);--> statement-breakpoint
CREATE INDEX `custom_hostnames_tenant_idx` ON `custom_hostnames` (`tenant_id`);--> statement-breakpoint
CREATE TABLE `deletion_receipts` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`body` text NOT NULL,
	`sha256` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `deletion_receipts_tenant_id_unique` ON `deletion_receipts` (`tenant_id`);--> statement-breakpoint
CREATE TABLE `job_steps` (
	`job_id` text NOT NULL,
	`step` text NOT NULL,
	`started_at` integer NOT NULL,
	`done_at` integer,
	`undone_at` integer,
	`attempts` integer DEFAULT 1 NOT NULL,
	`error` text,
	PRIMARY KEY(`job_id`, `step`),
	FOREIGN KEY (`job_id`) REFERENCES `jobs`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `jobs` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`tenant_id` text NOT NULL,
	`state` text NOT NULL,
	`input` text NOT NULL,
	`result` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_at` integer NOT NULL,
	`error` text,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`ended_at` integer
);
--> statement-breakpoint
CREATE INDEX `jobs_due_idx` ON `jobs` (`next_at`) WHERE "state" IN ('running', 'undoing');--> statement-breakpoint
CREATE INDEX `jobs_tenant_idx` ON `jobs` (`tenant_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `jobs_created_idx` ON `jobs` (`created_at`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `jobs_open_idx` ON `jobs` (`tenant_id`) WHERE "state" IN ('running', 'undoing');--> statement-breakpoint
CREATE TABLE `sign_ups` (
	`id` text PRIMARY KEY NOT NULL,
	`token_hash` text NOT NULL,
	`email` text NOT NULL,
	`details` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`job_id` text,
	FOREIGN KEY (`job_id`) REFERENCES `jobs`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sign_ups_token_hash_unique` ON `sign_ups` (`token_hash`);--> statement-breakpoint
CREATE INDEX `sign_ups_email_idx` ON `sign_ups` (`email`);--> statement-breakpoint
CREATE INDEX `sign_ups_expiry_idx` ON `sign_ups` (`expires_at`);--> statement-breakpoint
CREATE TABLE `migration_entries` (
	`run_id` text NOT NULL,
	`tenant_id` text NOT NULL,
	`is_canary` integer NOT NULL,
	`state` text NOT NULL,
	`from_version` integer,
	`version` integer,
	`error` text,
	`attempts` integer DEFAULT 0 NOT NULL,
	`at` integer,
	PRIMARY KEY(`run_id`, `tenant_id`),
	FOREIGN KEY (`run_id`) REFERENCES `migration_runs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `migration_entries_state_idx` ON `migration_entries` (`run_id`,`state`,`is_canary`);--> statement-breakpoint
CREATE TABLE `migration_runs` (
	`id` text PRIMARY KEY NOT NULL,
	`target` integer NOT NULL,
	`state` text NOT NULL,
	`is_dry` integer NOT NULL,
	`canaries` integer NOT NULL,
	`batch_size` integer NOT NULL,
	`pause_reason` text,
	`lease_until` integer DEFAULT 0 NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`ended_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `migration_runs_open_idx` ON `migration_runs` ((1)) WHERE "state" IN ('running', 'paused');--> statement-breakpoint
CREATE INDEX `migration_runs_created_idx` ON `migration_runs` (`created_at`,`id`);--> statement-breakpoint
CREATE TABLE `feature_flags` (
	`key` text PRIMARY KEY NOT NULL,
	`description` text NOT NULL,
	`is_on` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `notices` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`tenant_id` text,
	`audience` text NOT NULL,
	`text` text NOT NULL,
	`starts_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`withdrawn_at` integer,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `notices_end_idx` ON `notices` (`ends_at`);--> statement-breakpoint
CREATE TABLE `operator_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`key_hash` text NOT NULL,
	`hint` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer,
	`last_used_at` integer,
	`revoked_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `operator_keys_key_hash_unique` ON `operator_keys` (`key_hash`);--> statement-breakpoint
CREATE TABLE `operators` (
	`user_id` text PRIMARY KEY NOT NULL,
	`role` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `support_visits` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`operator` text NOT NULL,
	`reason` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `support_visits_tenant_idx` ON `support_visits` (`tenant_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `tenant_flags` (
	`tenant_id` text NOT NULL,
	`key` text NOT NULL,
	`is_on` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `key`),
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`key`) REFERENCES `feature_flags`(`key`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `plans` (
	`id` text PRIMARY KEY NOT NULL,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`description` text DEFAULT '' NOT NULL,
	`limits` text NOT NULL,
	`trial_days` integer DEFAULT 0 NOT NULL,
	`is_public` integer DEFAULT false NOT NULL,
	`position` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`archived_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `plans_code_unique` ON `plans` (`code`);--> statement-breakpoint
ALTER TABLE `hostnames` ADD `redirects` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `tenants` ADD `database_name` text;--> statement-breakpoint
ALTER TABLE `tenants` ADD `plan_id` text REFERENCES plans(id);--> statement-breakpoint
ALTER TABLE `tenants` ADD `trial_ends_at` integer;--> statement-breakpoint
ALTER TABLE `tenants` ADD `own_limits` text;--> statement-breakpoint
ALTER TABLE `tenants` ADD `limits_edition` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `tenants` ADD `limits_pushed` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `tenants` ADD `suspended_at` integer;--> statement-breakpoint
ALTER TABLE `tenants` ADD `suspend_reason` text;--> statement-breakpoint
ALTER TABLE `tenants` ADD `reminds_suspended` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `tenants` ADD `delete_at` integer;--> statement-breakpoint
ALTER TABLE `tenants` ADD `copy_of` text;--> statement-breakpoint
ALTER TABLE `tenants` ADD `created_by` text;--> statement-breakpoint
CREATE INDEX `tenants_created_idx` ON `tenants` (`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `tenants_limits_idx` ON `tenants` (`id`) WHERE "limits_pushed" < "limits_edition";--> statement-breakpoint
CREATE INDEX `tenants_plan_idx` ON `tenants` (`plan_id`);--> statement-breakpoint
INSERT INTO `operators` (`user_id`, `role`, `created_at`) SELECT `id`, 'administrator', `created_at` FROM `users`;--> statement-breakpoint
INSERT INTO `jobs` (`id`, `kind`, `tenant_id`, `state`, `input`, `result`, `next_at`, `created_by`, `created_at`, `ended_at`)
SELECT 'job_' || substr(`id`, 5), 'create', `id`, iif(`status` = 'provisioning', 'failed', 'done'), '{}',
  iif(EXISTS (SELECT 1 FROM `provisioning_steps` WHERE `tenant_id` = `tenants`.`id` AND `step` = 'seed'), '{"isSeeded":true}', '{}'),
  0, 'system', `created_at`, iif(`status` = 'provisioning', NULL, `created_at`) FROM `tenants`;--> statement-breakpoint
INSERT INTO `job_steps` (`job_id`, `step`, `started_at`, `done_at`)
SELECT 'job_' || substr(`tenant_id`, 5), iif(`step` = 'claim', 'reserve', `step`), `done_at`, `done_at` FROM `provisioning_steps` WHERE `step` <> 'seed';--> statement-breakpoint
DROP TABLE `provisioning_steps`;
