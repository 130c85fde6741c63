import { sql, type SQL } from 'drizzle-orm'
import { days, hours, minutes } from '../../durations.ts'
import type { AlertRule } from './open-alert.ts'

/** Errors and slow answers are told of when there are so many of them, and so large a share of what was asked. */
const LEAST_ERRORS = 5
const ERROR_SHARE = 0.05
const LEAST_SLOW = 20
const SLOW_SHARE = 0.1
/** Messages are due for a minute or two at most, when all is well. */
const DUE_FOR_MS = minutes(15)
/** A certificate takes minutes; owners who change their DNS may take this long. */
const BROKEN_FOR_MS = hours(1)
/** Each day there is a backup, within some hours of the one before. */
const BACKUP_AFTER_MS = hours(36)
const FAILED_RUNS_KEPT_MS = days(7)

/** What a rule finds: whose it is, if anybody's, a figure and a word for its sentence. */
export type Found = { tenantId: string | null; n: number; word: string | null }

export type Condition = {
  rule: AlertRule
  /** Rows of `Found`, the worst first. */
  select: (now: number) => SQL
  /** Never what somebody typed. */
  say: (found: Found) => string
}

/** Hours that begin within the last quarter, or are under way: what happened lately. */
const lately = (now: number) => sql`hour_at >= ${Math.floor((now - minutes(15)) / hours(1)) * hours(1)}`
const nullIfPlatform = sql`nullif(tenant_id, 'platform')`
const isKept = sql`tenant_id IN (SELECT id FROM tenants WHERE status IN ('active', 'suspended', 'moving'))`

/** All that is asked each minute; of the rest whoever notices it opens an alert: `openAlert`. */
export const conditions: readonly Condition[] = [
  {
    rule: 'errors',
    select: (
      now,
    ) => sql`SELECT ${nullIfPlatform} AS tenantId, sum(errors) AS n, NULL AS word FROM tenant_hours
      WHERE ${lately(now)} GROUP BY tenant_id
      HAVING sum(errors) >= ${LEAST_ERRORS} AND sum(errors) >= ${ERROR_SHARE} * sum(requests)
      ORDER BY sum(errors) DESC`,
    say: ({ n }) => `${n} requests failed within the hour, more than one in twenty.`,
  },
  {
    rule: 'slow',
    select: (now) => sql`SELECT ${nullIfPlatform} AS tenantId, sum(slow) AS n, NULL AS word FROM tenant_hours
      WHERE ${lately(now)} GROUP BY tenant_id
      HAVING sum(slow) >= ${LEAST_SLOW} AND sum(slow) >= ${SLOW_SHARE} * sum(requests)
      ORDER BY sum(slow) DESC`,
    say: ({ n }) => `${n} requests took longer than a second within the hour, more than one in ten.`,
  },
  {
    rule: 'oldest_due',
    select: (now) => sql`SELECT tenant_id AS tenantId, (${now} - oldest_due_at) / 60000 AS n, due AS word
      FROM tenant_backlogs WHERE oldest_due_at < ${now - DUE_FOR_MS} AND ${isKept} ORDER BY oldest_due_at`,
    say: ({ n, word }) => `${word} messages are due and not sent, the oldest for ${n} minutes.`,
  },
  {
    rule: 'dead_letters',
    select: () => sql`SELECT tenant_id AS tenantId, count(*) AS n, NULL AS word FROM dead_letters
      WHERE replayed_at IS NULL GROUP BY tenant_id ORDER BY count(*) DESC`,
    say: ({ n }) => `A queue gave up on ${n} ${n === 1 ? 'thing' : 'things'}.`,
  },
  {
    rule: 'certificate',
    select: (now) => sql`SELECT tenant_id AS tenantId, count(*) AS n, min(host) AS word FROM custom_hostnames
      WHERE broken_since < ${now - BROKEN_FOR_MS} GROUP BY tenant_id ORDER BY min(broken_since)`,
    say: ({ tenantId, n, word }) =>
      tenantId === null
        ? `${n} ${n === 1 ? 'name is' : 'names are'} at the maker of certificates and nobody’s here, such as ${word}.`
        : `${word} ${n === 1 ? 'does' : `and ${n - 1} more do`} not work, or the certificate does not.`,
  },
  {
    rule: 'backup_late',
    // Where none was ever made, backups are not set up.
    select: (now) => sql`SELECT tenants.id AS tenantId, count(backups.id) AS n, NULL AS word FROM tenants
      LEFT JOIN backups ON backups.tenant_id = tenants.id AND backups.taken_at > ${now - BACKUP_AFTER_MS}
      WHERE tenants.status IN ('active', 'suspended') AND tenants.copy_of IS NULL
        AND tenants.created_at < ${now - BACKUP_AFTER_MS} AND EXISTS (SELECT 1 FROM backups)
      GROUP BY tenants.id HAVING count(backups.id) = 0`,
    say: () => 'There is no backup of the last 36 hours.',
  },
  {
    rule: 'migration_failed',
    select: (now) => sql`SELECT NULL AS tenantId, count(*) AS n, max(migration_runs.pause_reason) AS word
      FROM migration_runs LEFT JOIN migration_entries
        ON migration_entries.run_id = migration_runs.id AND migration_entries.state = 'failed'
      WHERE migration_runs.id = (SELECT id FROM migration_runs ORDER BY created_at DESC, id DESC LIMIT 1)
        AND migration_runs.is_dry = 0 AND migration_runs.state <> 'cancelled'
        AND ifnull(migration_runs.ended_at, ${now}) > ${now - FAILED_RUNS_KEPT_MS}
      GROUP BY migration_runs.id
      HAVING count(migration_entries.tenant_id) > 0 OR max(migration_runs.pause_reason) IS NOT NULL`,
    say: ({ n }) =>
      `The last migration failed in ${n} ${n === 1 ? 'studio' : 'studios'}, or has paused itself.`,
  },
  {
    rule: 'job_failed',
    select: () => sql`SELECT tenant_id AS tenantId, count(*) AS n, min(kind) AS word FROM jobs
      WHERE state = 'failed' GROUP BY tenant_id ORDER BY min(created_at)`,
    say: ({ word }) => `A job (${word}) has failed, and waits for somebody to decide.`,
  },
]
