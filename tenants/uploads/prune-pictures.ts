import { and, inArray, lt, not, sql } from 'drizzle-orm'
import { auditLog, uploads } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { days, hours } from '../durations.ts'
import { isInUse } from './picture-in-use.ts'

/** So long a picture waits for somebody to use it. */
const UNUSED_MS = days(1)
/** So long after the site was changed it can be changed back. */
export const UNDO_MS = hours(1)

/**
 * Removes what nothing shows: pictures that were taken in a day ago or earlier, unless the site showed them within the hour
 * and may again. The rows go first: a file without a row is in nobody's way, a row without a file would be.
 */
export async function prunePictures({ db, files, now }: TenantContext): Promise<void> {
  const { orm, read, write } = db
  const mayComeBack = sql`EXISTS (SELECT 1 FROM ${auditLog} WHERE ${auditLog.action} = 'site.changed'
    AND ${auditLog.at} > ${now() - UNDO_MS} AND instr(${auditLog.before}, ${uploads.id}) > 0)`
  const isOver = and(lt(uploads.createdAt, now() - UNUSED_MS), not(isInUse), not(mayComeBack))
  const [over] = await read([
    orm.select({ id: uploads.id, variants: uploads.variants }).from(uploads).where(isOver),
  ])
  if (over.length === 0) return
  const ids = over.map(({ id }) => id)
  // Once more, for somebody may have taken one up meanwhile.
  const [gone] = await write([
    orm
      .delete(uploads)
      .where(and(inArray(uploads.id, ids), isOver))
      .returning({ id: uploads.id }),
  ])
  const isGone = new Set(gone.map(({ id }) => id))
  await files.delete(
    over.filter(({ id }) => isGone.has(id)).flatMap(({ variants }) => variants.map(({ key }) => key)),
  )
}
