import { isDevelopment, type Env } from './env.ts'
import { takeReports } from './log.ts'

/**
 * Passes on to Sentry what was logged as a failure, where a DSN is set; loaded when there is something to tell. To be
 * handed to `waitUntil`: never rejects.
 */
export async function reportFailures(env: Env): Promise<void> {
  const reports = takeReports()
  if (env.SENTRY_DSN === undefined || reports.length === 0) return
  const { makeSentry } = await import('./providers/sentry.ts')
  const environment = isDevelopment(env) ? 'development' : 'production'
  await makeSentry({ dsn: env.SENTRY_DSN, environment }).send(reports)
}
