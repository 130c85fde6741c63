import type { AlertRule } from './open-alert.ts'

/** What is wrong, in a few words, and where it says what to do. */
export const alertWords: Record<AlertRule, string> = {
  errors: 'Requests fail',
  slow: 'Requests are slow',
  oldest_due: 'Messages are late',
  dead_letters: 'Dead letters',
  certificate: 'A domain does not work',
  backup_late: 'A backup is late',
  migration_failed: 'A migration failed',
  job_failed: 'A job failed',
  wrong_database: 'A database is somebody else’s',
  fleet_silent: 'Cron is silent',
}

/** How a rule is called; an unknown one comes from another version of the Worker. */
export function sayRule(rule: string): string {
  return (alertWords as Record<string, string>)[rule] ?? rule
}
