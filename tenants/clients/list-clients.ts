import { and, eq, getTableColumns, sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { clientActivity, clients, type ClientRow } from '../../db/tenant/schema/index.ts'
import { reachOf } from '../access/grants.ts'
import { requireReach, requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { invalidFields, parseInput } from '../parse-input.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import { searchWords } from './client-words.ts'
import { countWords, hasWords } from './find-by-words.ts'
import { indexClients, selectDue } from './index-clients.ts'
import { isOwnClient } from './own-clients.ts'
import { clientFilter, filterConditions, type FilterCondition } from './segments/client-filter.ts'

export const clientSorts = ['name', 'newest', 'last_visit'] as const

export const listClientsInput = clientFilter.extend({
  /** Beginnings of names, of an address, of a number. */
  search: z.string().trim().max(100, 'too_long').nullish(),
  sort: z.enum(clientSorts, 'invalid').default('name'),
  limit: z.int().min(1).max(100),
  /** The last client of the page before. */
  after: z.string().nullish(),
})
export type ListClientsInput = z.input<typeof listClientsInput>

/** A client in a list. */
export type ListedClient = ClientRow & {
  /** How often they have booked, what was cancelled left out, and when the last of it starts (ms), also in times to come. */
  bookings: number
  lastStartsAt: number | null
  tagIds: string[]
  /** What they owe the studio, a currency each; null for who may not see everybody's money. */
  owed: { amountMinor: number; currency: string }[] | null
}

export type ClientList = {
  clients: ListedClient[]
  hasMore: boolean
  /** How many there are in all, up to `MOST_COUNTED`. */
  count: number
}

/** Beyond, a list says "more than". */
export const MOST_COUNTED = 1_000

/**
 * The studio's clients, for a trainer their own: one page, and whether there are more. Who was merged into another is none.
 * Two round trips, one more for a search and for a filter; when names have changed, their words are written first.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`; DatabaseError.
 */
export async function listClients(ctx: TenantContext, raw: ListClientsInput): Promise<ClientList> {
  const { onlyTrainerId } = requireReach(ctx, 'clients:view')
  const { search, sort, limit, after, ...filter } = parseInput(listClientsInput, raw)
  if (filter.segment === 'owes') requireStaff(ctx, 'money:view')
  const { orm, read } = ctx.db
  const timeZone = (await getCatalogue(ctx)).locations[0]?.timeZone ?? 'UTC'
  const words = await findWords(ctx, search ?? '')
  const { order, isAfter } = orders[sort]
  const conditions = filterConditions(filter, { now: ctx.now(), timeZone })
  const those = (how: keyof FilterCondition) => {
    const fits = conditions.map((condition) => condition[how])
    const own = isOwnClient(onlyTrainerId)
    return sql`FROM ${from[sort]} WHERE ${and(sql`clients.merged_into_id IS NULL`, own, ...fits, ...words.conditions)}`
  }
  const few = conditions.length === 0 || words.isNarrow ? null : await findFew(ctx, those('found'))
  const isFew = few !== null && few.length <= MOST_COUNTED
  const source = isFew
    ? sql`FROM ${from[sort]} WHERE ${among(few)}`
    : those(words.isNarrow ? 'found' : 'holds')
  const page = sql`SELECT clients.id ${source} ${after ? sql`AND ${isAfter(after)}` : sql``}
    ORDER BY ${order(words.isNarrow || isFew)} LIMIT ${limit + 1}`
  const [known, found, [counted]] = await read([
    orm
      .select({ id: clients.id })
      .from(clients)
      .where(and(eq(clients.id, after ?? ''), isOwnClient(onlyTrainerId))),
    orm
      .select(selectListed(ctx))
      .from(clients)
      .leftJoin(clientActivity, eq(clientActivity.clientId, clients.id))
      .where(sql`clients.id IN (${page})`)
      .orderBy(order(true)),
    orm.all<{ count: number }>(
      few === null
        ? sql`SELECT count(*) AS count FROM (SELECT 1 ${those('found')} LIMIT ${MOST_COUNTED + 1})`
        : sql`SELECT ${few.length} AS count`,
    ),
  ])
  if (after && known.length === 0) {
    throw invalidFields([{ path: 'cursor', message: 'This is no cursor of this list.' }])
  }
  return { clients: found.slice(0, limit), hasMore: found.length > limit, count: counted?.count ?? 0 }
}

/** Those whom a filter leaves, as far as they are counted: few are found by it, of more some are soon met in the list's order. */
async function findFew({ db: { orm, read } }: TenantContext, those: SQL): Promise<string[]> {
  const [found] = await read([
    orm.all<{ id: string }>(sql`SELECT clients.id AS id ${those} LIMIT ${MOST_COUNTED + 1}`),
  ])
  return found.map(({ id }) => id)
}

const among = (ids: readonly string[]) =>
  sql`clients.id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`

/** Conditions for what was typed. Words that are due are written first, so that who was just added is found. */
export async function findWords(ctx: TenantContext, search: string): Promise<ReturnType<typeof hasWords>> {
  const words = searchWords(search)
  if (search === '') return { conditions: [], isNarrow: false }
  if (words.length === 0) return { conditions: [sql`0`], isNarrow: true }
  const { orm, read } = ctx.db
  const count = () => read([selectDue(ctx.db), orm.all<{ found: number }>(countWords(words))])
  let [due, counts] = await count()
  if (due.length > 0) {
    await indexClients(ctx)
    ;[due, counts] = await count()
  }
  return hasWords(
    words,
    counts.map(({ found }) => found),
  )
}

const withVisits = sql`clients LEFT JOIN client_activity ON client_activity.client_id = clients.id`
const from: Record<(typeof clientSorts)[number], SQL> = {
  name: withVisits,
  newest: withVisits,
  // Who never came has no place in that order.
  last_visit: sql`client_activity CROSS JOIN clients ON clients.id = client_activity.client_id
    AND client_activity.last_starts_at IS NOT NULL`,
}

type Order = {
  /** `isSorted`: what was found some other way is put in order then; else an index is followed. */
  order: (isSorted: boolean) => SQL
  isAfter: (id: string) => SQL
}

const inOrder =
  (columns: readonly string[], direction: '' | ' DESC') =>
  (isSorted: boolean): SQL =>
    sql.raw(columns.map((column) => `${isSorted ? '+' : ''}${column}${direction}`).join(', '))

/** Each has its index: the names; when they were written down; when their last booking starts. */
const orders: Record<(typeof clientSorts)[number], Order> = {
  name: {
    order: inOrder(['clients.last_name', 'clients.first_name', 'clients.id'], ''),
    isAfter: (id) => sql`(clients.last_name, clients.first_name, clients.id) >
      (SELECT last_name, first_name, id FROM clients AS last WHERE last.id = ${id})`,
  },
  newest: {
    order: inOrder(['clients.created_at', 'clients.id'], ' DESC'),
    isAfter: (id) => sql`(clients.created_at, clients.id) <
      (SELECT created_at, id FROM clients AS last WHERE last.id = ${id})`,
  },
  last_visit: {
    order: inOrder(['client_activity.last_starts_at', 'client_activity.client_id'], ' DESC'),
    isAfter: (id) => sql`(client_activity.last_starts_at, client_activity.client_id) <
      (SELECT last_starts_at, client_id FROM client_activity AS last WHERE last.client_id = ${id})`,
  },
}

/** The columns of a listed client. */
export function selectListed({ actor }: Pick<TenantContext, 'actor'>) {
  const seesMoney =
    actor.kind === 'system' || (actor.kind === 'staff' && reachOf(actor.grants, 'money:view') === 'any')
  const owed = sql`(SELECT json_group_array(json_object('amountMinor', amount, 'currency', currency)) FROM (
    SELECT sum(charges.amount_minor) AS amount, charges.currency AS currency
    FROM bookings AS own JOIN charges ON charges.booking_id = own.id
    WHERE own.client_id = clients.id AND charges.state = 'owed' AND charges.amount_minor > 0 GROUP BY charges.currency))`
  return {
    ...getTableColumns(clients),
    bookings: sql<number>`coalesce(${clientActivity.bookings}, 0)`,
    lastStartsAt: clientActivity.lastStartsAt,
    tagIds: sql`(SELECT json_group_array(tag_id) FROM client_tags WHERE client_id = clients.id)`.mapWith(
      (json: string): string[] => JSON.parse(json),
    ),
    owed: (seesMoney ? owed : sql`NULL`).mapWith((json: string | null): ListedClient['owed'] =>
      json === null ? null : JSON.parse(json),
    ),
  }
}
