import { eq, getTableColumns, sql } from 'drizzle-orm'
import { clients, clientWordsDue, type ClientRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { clientWords } from './client-words.ts'

/** So many at a time: a batch that the database has done with in an instant. */
const AT_ONCE = 500

type Due = Pick<ClientRow, 'id' | 'firstName' | 'lastName' | 'email' | 'phone'>

/** For a batch that reads: some of those whose words are to be written anew. */
export function selectDue({ orm }: TenantContext['db']) {
  const { id, firstName, lastName, email, phone } = getTableColumns(clients)
  return orm
    .select({ id, firstName, lastName, email, phone })
    .from(clientWordsDue)
    .innerJoin(clients, eq(clients.id, clientWordsDue.clientId))
    .limit(AT_ONCE)
}

/**
 * Writes the words of all whose names, address or number have changed: triggers remember who they are, so that whoever
 * writes those need not. Whoever searches does this first; after many were written, their writer does, such as an import.
 * Cut off, the next one goes on. Throws DatabaseError.
 */
export async function indexClients({ db }: Pick<TenantContext, 'db'>): Promise<void> {
  for (;;) {
    const [due] = await db.read([selectDue(db)])
    if (due.length === 0) return
    await db.write(writeWords(db, due))
  }
}

/** Statements after which these have the words of what was read of them. Who was changed meanwhile stays due. */
export function writeWords({ orm }: TenantContext['db'], due: readonly Due[]) {
  const read = JSON.stringify(due.map((client) => ({ ...client, words: clientWords(client) })))
  const isTheirs = sql`client_id IN (SELECT value ->> '$.id' FROM json_each(${read}))`
  return [
    orm.run(sql`DELETE FROM client_words WHERE ${isTheirs}`),
    orm.run(sql`INSERT OR IGNORE INTO client_words (word, client_id)
      SELECT word.value, clients.id FROM json_each(${read}) AS client
      JOIN clients ON clients.id = client.value ->> '$.id' AND clients.erased_at IS NULL AND clients.merged_into_id IS NULL,
        json_each(client.value, '$.words') AS word`),
    orm.run(sql`DELETE FROM client_words_due WHERE client_id IN (
      SELECT clients.id FROM json_each(${read}) AS client JOIN clients ON clients.id = client.value ->> '$.id'
      WHERE clients.first_name IS client.value ->> '$.firstName' AND clients.last_name IS client.value ->> '$.lastName'
        AND clients.email IS client.value ->> '$.email' AND clients.phone IS client.value ->> '$.phone')`),
  ] as const
}
