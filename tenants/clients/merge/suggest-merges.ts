import { sql, type SQL } from 'drizzle-orm'
import { requireStaff } from '../../access/require-staff.ts'
import type { TenantContext } from '../../context.ts'

export const mergeReasons = ['phone', 'email', 'birthday'] as const
/** Why two may be one: the same number, name and address up to the at sign, or name and birthday. */
export type MergeReason = (typeof mergeReasons)[number]

export type MergeSuggestion = {
  reason: MergeReason
  keepId: string
  goneId: string
  keepName: string
  goneName: string
}

type Asked = {
  /** Only for this client; null: for all. */
  clientId: string | null
  limit: number
}

/** So many of the newest are compared with everybody; of the others, whoever asks about one of them is told. */
const MOST_COMPARED = 2_000

/**
 * Pairs of clients who may be the same person, each pair once; the older one is kept. Without a client, one of the two is
 * among the newest. For staff who may change all clients; one round trip.
 *
 * @throws AppError `unauthorized`, `forbidden`; DatabaseError.
 */
export async function suggestMerges(
  ctx: TenantContext,
  { clientId, limit }: Asked,
): Promise<MergeSuggestion[]> {
  requireStaff(ctx, 'clients:change')
  const { orm, read } = ctx.db
  const parts = mergeReasons.map((reason) => pairs(reason, { clientId, limit: limit * mergeReasons.length }))
  const [found] = await read([orm.all<MergeSuggestion>(sql.join(parts, sql` UNION ALL `))])
  const seen = new Set<string>()
  return found
    .filter(({ keepId, goneId }) => {
      const pair = `${keepId} ${goneId}`
      return seen.has(pair) ? false : seen.add(pair)
    })
    .slice(0, limit)
}

const nameOf = (who: SQL) => sql`coalesce(nullif(trim(${who}.first_name || ' ' || ${who}.last_name), ''),
  ${who}.email, ${who}.phone)`

const isSomebody = sql`erased_at IS NULL AND merged_into_id IS NULL`

const [one, other] = [sql`one`, sql`other`]
const hasName = sql`one.last_name <> '' AND one.first_name <> ''`
const atSign = sql`instr(one.email, '@')`

/** What makes them the same, in the words of the index by which the other is found. */
const rules: Record<MergeReason, SQL> = {
  phone: sql`other.phone = one.phone`,
  // Addresses that begin alike up to the at sign, which "A" comes after. The plus keeps all of one name from being read.
  email: sql`other.email > substr(one.email, 1, ${atSign}) AND other.email < substr(one.email, 1, ${atSign} - 1) || 'A'
    AND +other.last_name = one.last_name AND +other.first_name = one.first_name AND ${hasName}`,
  birthday: sql`substr(other.born_on, 6) = substr(one.born_on, 6) AND other.born_on = one.born_on
    AND other.last_name = one.last_name AND other.first_name = one.first_name AND ${hasName}`,
}

function pairs(reason: MergeReason, { clientId, limit }: Asked): SQL {
  const compared =
    clientId === null
      ? sql`SELECT * FROM clients WHERE ${isSomebody} ORDER BY created_at DESC, id DESC LIMIT ${MOST_COMPARED}`
      : sql`SELECT * FROM clients WHERE ${isSomebody} AND id = ${clientId}`
  // With one client given they may be the newer one.
  const [kept, gone, isOnce] =
    clientId === null
      ? [other, one, sql`(other.created_at, other.id) < (one.created_at, one.id)`]
      : [one, other, sql`other.id <> one.id`]
  return sql`SELECT * FROM (SELECT ${reason} AS reason, ${kept}.id AS keepId, ${gone}.id AS goneId,
      ${nameOf(kept)} AS keepName, ${nameOf(gone)} AS goneName
    FROM (${compared}) AS one CROSS JOIN clients AS other ON ${rules[reason]} AND ${isOnce}
    WHERE other.erased_at IS NULL AND other.merged_into_id IS NULL LIMIT ${limit})`
}
