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
]
