import { sql, type SQL } from 'drizzle-orm'
import type { Registry } from '../../../db/registry/open-registry.ts'
import { alerts, heartbeats } from '../../../db/registry/schema/index.ts'
import { makeId } from '../../ids.ts'

/** What can be wrong; the pages say it in words (`alert-words.ts`). */
export const alertRules = [
  'errors',
  'slow',
  'oldest_due',
  'dead_letters',
  'certificate',
  'backup_late',
  'migration_failed',
  'job_failed',
  'wrong_database',
  'fleet_silent',
] as const
export type AlertRule = (typeof alertRules)[number]

/** Something that is wrong; `tenantId` null: with the platform. `said` is a sentence without personal data. */
export type Finding = { rule: AlertRule; tenantId: string | null; said: string }

type Opening = Finding & {
  now: number
  /** Only if this is so in the registry. */
  when?: SQL
}

/** A statement that opens an alert, or notes of one that is open that it is still so. */
export function openAlert({ orm }: Registry, { rule, tenantId, said, now, when }: Opening) {
  const row = sql`SELECT ${makeId('alr')}, ${rule}, ${tenantId}, ${said}, ${now}, ${now} WHERE ${when ?? sql`true`}`
  return orm.run(sql`INSERT INTO ${alerts} (id, rule, tenant_id, said, opened_at, seen_at) ${row}
    ON CONFLICT (rule, ifnull(tenant_id, '')) WHERE closed_at IS NULL
    DO UPDATE SET seen_at = max(seen_at, excluded.seen_at), said = excluded.said`)
}

/** A condition: nothing that runs by the clock did so since then (ms). One that never ran has not begun. */
export function isSilent(since: number): SQL {
  return sql`(SELECT at FROM ${heartbeats} WHERE name = 'fleet') < ${since}`
}
