import type { TenantContext } from '../context.ts'

/** The version of a studio’s schema that brought visits of support: `0007_platform.sql`. */
export const VISITS_SINCE = 8

/** Whether this studio's database can have visits: before that version there are none. */
export const knowsVisits = ({ schemaVersion }: Pick<TenantContext, 'schemaVersion'>): boolean =>
  schemaVersion >= VISITS_SINCE
