import { describeFailure, type Described } from '../tenants/describe-failure.ts'

/**
 * Ids and figures, never what somebody typed. Each line says of which request, message or run it is, and of which studio
 * where there is one: the audit log and answers (`X-Request-Id`) name the same.
 */
export type Facts = Asked & { event: string }
type Asked = { requestId: string; tenantId?: string | undefined } & Record<
  string,
  string | number | boolean | undefined
>

/** A failure as it was logged: what Sentry is told, too. */
export type Report = { at: string; facts: Facts; failure: Described }

/** So many wait for `takeReports`; more are in the log only. */
const MOST_REPORTS = 50
const reports: Report[] = []

/**
 * One line of JSON for whoever is on call. Facts are ours to choose and hold no personal data; of a failure we keep what
 * kind it is and where, not the values in it.
 */
export function logFailure(facts: Facts, error: unknown): void {
  const report = { at: nowInUtc(), facts, failure: describeFailure(error) }
  if (reports.length < MOST_REPORTS) reports.push(report)
  // oxlint-disable-next-line no-console
  console.error(JSON.stringify({ level: 'error', at: report.at, ...facts, failure: report.failure }))
}

/** The same for what was refused: who was stopped at which door, for whoever looks for an attack (OWASP ASVS 5.0, 16.3). */
export function logRefusal(facts: Asked): void {
  logNotice({ event: 'refused', ...facts })
}

/** The same for what is no failure yet. */
export function logNotice(facts: Facts): void {
  // oxlint-disable-next-line no-console
  console.info(JSON.stringify({ level: 'notice', at: nowInUtc(), ...facts }))
}

/** What failed in this process since this was asked last, whoever's request it was. */
export function takeReports(): Report[] {
  return reports.splice(0)
}

function nowInUtc(): string {
  return new Date().toISOString()
}
