import type { TenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import * as schema from '../../db/tenant/schema/index.ts'
import { studioRows } from './studio-rows.ts'

/** Writes what `studio-rows.ts` lists, but for the settings, into a studio that has just been provisioned. */
export async function fillStudio({ orm, write }: TenantDatabase): Promise<void> {
  const rows = studioRows({})
  await write([
    orm.insert(schema.locations).values(rows.locations),
    orm.insert(schema.trainers).values(rows.trainers),
    orm.insert(schema.services).values(rows.services),
    orm.insert(schema.serviceTrainers).values(rows.serviceTrainers),
    orm.insert(schema.availabilityRules).values(rows.availabilityRules),
  ])
}
