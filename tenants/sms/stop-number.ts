import { eq } from 'drizzle-orm'
import { smsStops } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'

/** A statement: this studio sends nothing more to a number (E.164), whoever's it is. */
export function stopNumber({ db, now }: Pick<TenantContext, 'db' | 'now'>, phone: string) {
  return db.orm.insert(smsStops).values({ phone, stoppedAt: now() }).onConflictDoNothing()
}

/** A statement: it may again, as far as its owner agreed to it. */
export function startNumber({ db }: Pick<TenantContext, 'db'>, phone: string) {
  return db.orm.delete(smsStops).where(eq(smsStops.phone, phone))
}
