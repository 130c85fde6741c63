import type { TenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { services, serviceTrainers } from '../../db/tenant/schema/index.ts'
import { ids } from '../../tests/support/studio-rows.ts'

/** Gives Iron Works a class: an hour of yoga by Maria or Ivan, for so many. */
export async function addYoga(db: TenantDatabase, capacity: number): Promise<void> {
  await db.write([
    db.orm.insert(services).values({
      id: 'svc_yoga',
      slug: 'yoga',
      kind: 'class',
      name: { en: 'Yoga' },
      description: { en: 'Breathe.' },
      durationMinutes: 60,
      intervalMinutes: 60,
      capacity,
      priceMinor: 1500,
      createdAt: 0,
    }),
    db.orm
      .insert(serviceTrainers)
      .values([ids.maria, ids.ivan].map((trainerId) => ({ serviceId: 'svc_yoga', trainerId }))),
  ])
}
