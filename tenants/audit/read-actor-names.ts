import { asc, inArray } from 'drizzle-orm'
import { apiKeys, supportVisits, users } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { knowsVisits } from '../support/knows-visits.ts'

/**
 * The names of those whom the log knows as `staff:usr_…`, `client:usr_…` or `staff:key_…`, and of support as it was called
 * when it was here. Who has none (`system`, `visitor`) is not in the answer. One round trip, two with support among them.
 */
export async function readActorNames(
  ctx: Pick<TenantContext, 'db' | 'schemaVersion'>,
  actors: readonly (string | null)[],
): Promise<Map<string, string>> {
  const { orm, read } = ctx.db
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
  const ofStudio = known.flatMap(({ actor, id }) => {
    const name = names.get(id)
    return name === undefined ? [] : [[actor, name] as const]
  })
  return new Map([...ofStudio, ...(await readOperatorNames(ctx, actors))])
}

async function readOperatorNames(
  ctx: Pick<TenantContext, 'db' | 'schemaVersion'>,
  actors: readonly (string | null)[],
): Promise<(readonly [string, string])[]> {
  const wanted = [...new Set(actors)].flatMap((actor) => (actor?.startsWith('operator:') ? [actor] : []))
  if (wanted.length === 0 || !knowsVisits(ctx)) return []
  const { operator, operatorName, createdAt } = supportVisits
  const [rows] = await ctx.db.read([
    ctx.db.orm
      .select({ operator, operatorName })
      .from(supportVisits)
      .where(inArray(operator, wanted))
      .orderBy(asc(createdAt)),
  ])
  return rows.map((row) => [row.operator, row.operatorName] as const)
}
