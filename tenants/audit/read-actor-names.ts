import { inArray } from 'drizzle-orm'
import { apiKeys, users } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'

/**
 * The names of those whom the log knows as `staff:usr_…`, `client:usr_…` or `staff:key_…`. Who has none there (`system`,
 * `visitor`, the platform's operators) is not in the answer. One round trip.
 */
export async function readActorNames(
  { db: { orm, read } }: Pick<TenantContext, 'db'>,
  actors: readonly (string | null)[],
): Promise<Map<string, string>> {
  const known = [...new Set(actors)].flatMap((actor) => {
    const [kind = '', id = ''] = actor?.split(':') ?? []
    return actor && kind !== 'operator' ? [{ actor, id }] : []
  })
  const idsOf = (prefix: string) => [
    ...new Set(known.map(({ id }) => id).filter((id) => id.startsWith(prefix))),
  ]
  const [people, keys] = await read([
    orm
      .select({ id: users.id, name: users.name })
      .from(users)
      .where(inArray(users.id, idsOf('usr_'))),
    orm
      .select({ id: apiKeys.id, name: apiKeys.name })
      .from(apiKeys)
      .where(inArray(apiKeys.id, idsOf('key_'))),
  ])
  const names = new Map([...people, ...keys].map(({ id, name }) => [id, name]))
  return new Map(
    known.flatMap(({ actor, id }) => {
      const name = names.get(id)
      return name === undefined ? [] : [[actor, name] as const]
    }),
  )
}
