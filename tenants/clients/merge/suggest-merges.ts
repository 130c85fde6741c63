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

/** How much is looked through at most of everybody's, so that a studio whose clients are all one number is answered. */
const MOST_GROUPS = 1_000

/**
 * Pairs of clients who may be the same person, each pair once; the older one is kept. For staff who may change all
 * clients; one round trip.
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

const isSomebody = (who: SQL) => sql`${who}.erased_at IS NULL AND ${who}.merged_into_id IS NULL`

const localPart = (who: SQL) => sql`substr(${who}.email, 1, instr(${who}.email, '@'))`

const [one, other] = [sql`one`, sql`other`]
const isSameName = sql`one.last_name = other.last_name AND one.first_name = other.first_name
  AND one.last_name <> '' AND one.first_name <> ''`

/** What makes them the same, and by which index those are found who share it with anybody. */
const rules: Record<MergeReason, { isSame: SQL; shared: SQL }> = {
  phone: {
    isSame: sql`one.phone = other.phone`,
    shared: sql`phone IN (SELECT phone FROM clients WHERE phone IS NOT NULL
      GROUP BY phone HAVING count(*) > 1 LIMIT ${MOST_GROUPS})`,
  },
  email: {
    isSame: sql`${isSameName} AND ${localPart(one)} = ${localPart(other)}`,
    shared: sql`(last_name, first_name) IN (SELECT last_name, first_name FROM clients WHERE last_name <> ''
      GROUP BY last_name, first_name HAVING count(*) > 1 LIMIT ${MOST_GROUPS})`,
  },
  birthday: {
    isSame: sql`${isSameName} AND one.born_on = other.born_on`,
    shared: sql`(last_name, first_name) IN (SELECT last_name, first_name FROM clients WHERE last_name <> ''
      GROUP BY last_name, first_name HAVING count(*) > 1 LIMIT ${MOST_GROUPS})`,
  },
}

function pairs(reason: MergeReason, { clientId, limit }: Asked): SQL {
  const { isSame, shared } = rules[reason]
  const from =
    clientId === null
      ? sql`(SELECT * FROM clients WHERE ${shared})`
      : sql`(SELECT * FROM clients WHERE id = ${clientId})`
  // With one client given they may be the newer one.
  const isOnce =
    clientId === null ? sql`(one.created_at, one.id) < (other.created_at, other.id)` : sql`one.id <> other.id`
  return sql`SELECT * FROM (SELECT ${reason} AS reason, one.id AS keepId, other.id AS goneId,
      ${nameOf(one)} AS keepName, ${nameOf(other)} AS goneName
    FROM ${from} AS one JOIN clients AS other ON ${isSame} AND ${isOnce}
    WHERE ${isSomebody(one)} AND ${isSomebody(other)} LIMIT ${limit})`
}
