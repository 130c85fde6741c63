import { sql } from 'drizzle-orm'
import type { TenantContext } from '../context.ts'
import type { Catalogue, Locale } from '../studio/get-catalogue.ts'
import { localize } from '../studio/localize.ts'

type Source = { id: string; service: string; who: string | null }

/**
 * What bookings, sessions and holds are and whose, by id, for staff: 'Personal training, Elena Ivanova', the service in their
 * language. One round trip, none for no ids. Throws DatabaseError.
 */
export async function nameSources(
  { db }: TenantContext,
  { studio, locale = 'en' }: Pick<Catalogue, 'studio'> & { locale?: Locale },
  sourceIds: readonly string[],
): Promise<Map<string, string>> {
  if (sourceIds.length === 0) return new Map()
  const ids = sql.join(
    sourceIds.map((id) => sql`${id}`),
    sql`, `,
  )
  const [sources] = await db.read([
    db.orm.all<Source>(sql`SELECT source.id, services.name AS service, source.who FROM (
        SELECT id, service_id, contact_first_name || ' ' || contact_last_name AS who FROM bookings WHERE id IN (${ids})
        UNION ALL SELECT id, service_id, NULL FROM sessions WHERE id IN (${ids})
        UNION ALL SELECT id, service_id, 'kept for somebody' FROM holds WHERE id IN (${ids})
      ) AS source JOIN services ON services.id = source.service_id`),
  ])
  return new Map(
    sources.map(({ id, service, who }) => {
      const name = localize(JSON.parse(service), locale, studio.defaultLocale)
      return [id, who === null ? name : `${name}, ${who}`]
    }),
  )
}
