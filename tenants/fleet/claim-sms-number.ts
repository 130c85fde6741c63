import { sql } from 'drizzle-orm'
import type { Registry } from '../../db/registry/open-registry.ts'
import { smsNumberCounts } from '../../db/registry/schema/index.ts'

type NumberOfDay = { phoneHash: string; dayOn: string; cap: number }

/** Counts one text message to a number on a UTC day, unless that were more than the cap; whether it was. @throws DatabaseError */
export async function claimSmsNumber(
  { orm, write }: Registry,
  { phoneHash, dayOn, cap }: NumberOfDay,
): Promise<boolean> {
  const [counted] = await write([
    orm
      .insert(smsNumberCounts)
      .values({ dayOn, phoneHash, count: 1 })
      .onConflictDoUpdate({
        target: [smsNumberCounts.dayOn, smsNumberCounts.phoneHash],
        set: { count: sql`${smsNumberCounts.count} + 1` },
        setWhere: sql`${smsNumberCounts.count} < ${cap}`,
      })
      .returning({ count: smsNumberCounts.count }),
    orm.delete(smsNumberCounts).where(sql`${smsNumberCounts.dayOn} < ${dayOn}`),
  ])
  return counted.length > 0
}
