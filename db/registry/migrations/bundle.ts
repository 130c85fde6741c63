// Written by scripts/bundle-migrations.ts from the SQL files beside it.
import type { Migration } from '../../migrate-database.ts'

export const registryMigrations: readonly Migration[] = [
  {
    name: '0000_first',
    statements: [
      'CREATE TABLE `hostnames` (\n\t`host` text PRIMARY KEY NOT NULL,\n\t`kind` text NOT NULL,\n\t`tenant_id` text,\n\t`is_primary` integer DEFAULT false NOT NULL,\n\t`created_at` integer NOT NULL,\n\tFOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action,\n\tCONSTRAINT "hostnames_belong_to_someone" CHECK(("hostnames"."kind" = \'platform\') = ("hostnames"."tenant_id" IS NULL))\n);',
      'CREATE INDEX `hostnames_tenant_idx` ON `hostnames` (`tenant_id`);',
      'CREATE TABLE `provisioning_steps` (\n\t`tenant_id` text NOT NULL,\n\t`step` text NOT NULL,\n\t`done_at` integer NOT NULL,\n\tPRIMARY KEY(`tenant_id`, `step`),\n\tFOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action\n);',
      'CREATE TABLE `schema_versions` (\n\t`tenant_id` text PRIMARY KEY NOT NULL,\n\t`version` integer NOT NULL,\n\t`error` text,\n\t`checked_at` integer NOT NULL,\n\tFOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action\n);',
      'CREATE TABLE `tenants` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`slug` text NOT NULL,\n\t`name` text NOT NULL,\n\t`status` text NOT NULL,\n\t`database_url` text NOT NULL,\n\t`database_token_encrypted` text NOT NULL,\n\t`created_at` integer NOT NULL\n);',
      'CREATE UNIQUE INDEX `tenants_slug_unique` ON `tenants` (`slug`);',
      'CREATE TABLE `wakeups` (\n\t`tenant_id` text PRIMARY KEY NOT NULL,\n\t`due_at` integer NOT NULL,\n\tFOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action\n);',
      'CREATE INDEX `wakeups_due_idx` ON `wakeups` (`due_at`);',
    ],
  },
  {
    name: '0001_operators-and-erasures',
    statements: [
      'CREATE TABLE `attempts` (\n\t`key` text PRIMARY KEY NOT NULL,\n\t`count` integer NOT NULL,\n\t`until` integer NOT NULL\n);',
      'CREATE INDEX `attempts_until_idx` ON `attempts` (`until`);',
      'CREATE TABLE `audit_log` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`at` integer NOT NULL,\n\t`actor` text NOT NULL,\n\t`action` text NOT NULL,\n\t`subject_id` text NOT NULL,\n\t`reason` text,\n\t`before` text,\n\t`after` text,\n\t`request_id` text\n);',
      'CREATE INDEX `audit_log_at_idx` ON `audit_log` (`at`,`id`);',
      'CREATE INDEX `audit_log_subject_idx` ON `audit_log` (`subject_id`,`at`);',
      'CREATE INDEX `audit_log_actor_idx` ON `audit_log` (`actor`,`at`);',
      'CREATE TABLE `login_sessions` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`user_id` text NOT NULL,\n\t`kind` text NOT NULL,\n\t`state` text NOT NULL,\n\t`method` text NOT NULL,\n\t`created_at` integer NOT NULL,\n\t`last_seen_at` integer NOT NULL,\n\t`idle_ms` integer NOT NULL,\n\t`ends_at` integer NOT NULL,\n\t`authenticated_at` integer NOT NULL,\n\t`user_agent` text NOT NULL,\n\t`network` text NOT NULL,\n\tFOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action\n);',
      'CREATE INDEX `login_sessions_user_idx` ON `login_sessions` (`user_id`);',
      'CREATE INDEX `login_sessions_end_idx` ON `login_sessions` (`ends_at`);',
      'CREATE TABLE `one_time_tokens` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`purpose` text NOT NULL,\n\t`user_id` text,\n\t`email` text NOT NULL,\n\t`details` text,\n\t`created_at` integer NOT NULL,\n\t`expires_at` integer NOT NULL,\n\t`used_at` integer,\n\tFOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action\n);',
      'CREATE INDEX `one_time_tokens_user_idx` ON `one_time_tokens` (`user_id`);',
      'CREATE INDEX `one_time_tokens_email_idx` ON `one_time_tokens` (`email`);',
      'CREATE INDEX `one_time_tokens_expiry_idx` ON `one_time_tokens` (`expires_at`);',
      'CREATE TABLE `passkey_challenges` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`purpose` text NOT NULL,\n\t`user_id` text,\n\t`challenge` text NOT NULL,\n\t`expires_at` integer NOT NULL,\n\tFOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action\n);',
      'CREATE INDEX `passkey_challenges_expiry_idx` ON `passkey_challenges` (`expires_at`);',
      'CREATE TABLE `passkeys` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`user_id` text NOT NULL,\n\t`rp_id` text NOT NULL,\n\t`public_key` text NOT NULL,\n\t`counter` integer NOT NULL,\n\t`transports` text NOT NULL,\n\t`is_backed_up` integer NOT NULL,\n\t`name` text NOT NULL,\n\t`created_at` integer NOT NULL,\n\t`last_used_at` integer,\n\tFOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action\n);',
      'CREATE INDEX `passkeys_user_idx` ON `passkeys` (`user_id`);',
      'CREATE TABLE `recovery_codes` (\n\t`user_id` text NOT NULL,\n\t`code_hash` text NOT NULL,\n\t`used_at` integer,\n\tPRIMARY KEY(`user_id`, `code_hash`),\n\tFOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action\n);',
      'CREATE TABLE `totp_secrets` (\n\t`user_id` text PRIMARY KEY NOT NULL,\n\t`secret_sealed` text NOT NULL,\n\t`created_at` integer NOT NULL,\n\t`confirmed_at` integer,\n\t`last_step` integer,\n\tFOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action\n);',
      "CREATE TABLE `users` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`email` text NOT NULL,\n\t`name` text NOT NULL,\n\t`locale` text NOT NULL,\n\t`password_hash` text,\n\t`password_changed_at` integer,\n\t`status` text DEFAULT 'active' NOT NULL,\n\t`created_at` integer NOT NULL\n);",
      'CREATE UNIQUE INDEX `users_email_unique` ON `users` (`email`);',
      'CREATE TABLE `erasure_orders` (\n\t`tenant_id` text NOT NULL,\n\t`client_id` text NOT NULL,\n\t`ordered_at` integer NOT NULL,\n\tPRIMARY KEY(`tenant_id`, `client_id`),\n\tFOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action\n);',
      "CREATE TRIGGER audit_log_is_final BEFORE UPDATE ON audit_log\nBEGIN\n  SELECT RAISE(ABORT, 'audit_log_is_final');\nEND;",
      "CREATE TRIGGER audit_log_keeps_history BEFORE DELETE ON audit_log\nBEGIN\n  SELECT RAISE(ABORT, 'audit_log_is_final');\nEND;",
    ],
  },
]
