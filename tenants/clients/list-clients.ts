import { and, asc, eq, or, sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { clients, type ClientRow } from '../../db/tenant/schema/index.ts'
import { requireReach } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { anId } from '../input-parts.ts'
import { invalidFields, parseInput } from '../parse-input.ts'
import { isOwnClient } from './own-clients.ts'

const listClientsInput = z.object({
  /** Part of a name, an address or a phone number. */
  search: z.string().trim().max(100).nullish(),
  clientGroupId: anId.nullish(),
  limit: z.int().min(1).max(100),
  /** The last client of the page before. */
  after: z.string().nullish(),
})

/**
 * The studio's clients by name, for a trainer their own: one page, and whether there are more. One round trip.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`
 */
export async function listClients(
  ctx: TenantContext,
  raw: z.input<typeof listClientsInput>,
): Promise<{ clients: ClientRow[]; hasMore: boolean }> {
  const isTheirs = isOwnClient(requireReach(ctx, 'clients:view').onlyTrainerId)
  const { search, clientGroupId, limit, after } = parseInput(listClientsInput, raw)
  const { orm, read } = ctx.db
  const order = sql`(${clients.lastName}, ${clients.firstName}, ${clients.id})`
  const last = sql`(SELECT last_name, first_name, id FROM clients WHERE id = ${after ?? ''})`
  const [known, found] = await read([
    orm
      .select({ id: clients.id })
      .from(clients)
      .where(and(eq(clients.id, after ?? ''), isTheirs)),
    orm
      .select()
      .from(clients)
      .where(
        and(
          isTheirs,
          ...(search ?? '').split(/\s+/).filter(Boolean).map(matches),
          clientGroupId ? eq(clients.clientGroupId, clientGroupId) : undefined,
          after ? sql`${order} > ${last}` : undefined,
        ),
      )
      .orderBy(asc(clients.lastName), asc(clients.firstName), asc(clients.id))
      .limit(limit + 1),
  ])
  if (after && known.length === 0) {
    throw invalidFields([{ path: 'cursor', message: 'This is no cursor of this list.' }])
  }
  return { clients: found.slice(0, limit), hasMore: found.length > limit }
}

/** Whether it is somewhere in what is known of a client. SQLite folds the case of ASCII only, so usual cases are tried. */
function matches(word: string): SQL | undefined {
  const cases = new Set([
    word,
    word.toLowerCase(),
    word.toUpperCase(),
    word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase(),
  ])
  const columns = [clients.firstName, clients.lastName, clients.email, clients.phone]
  return or(...columns.flatMap((column) => [...cases].map((one) => sql`instr(${column}, ${one}) > 0`)))
}
