import { openDatabase, type DatabaseAddress } from '../../db/open-database.ts'
import type { TableTallies } from '../../db/registry/schema/index.ts'
import { identity } from '../../db/tenant/schema/index.ts'
import { fillDatabase, readIdentity, requireSame } from './backups/fill-database.ts'
import type { DatabaseHost } from './database-host.ts'

export type DatabaseCopy = {
  from: DatabaseAddress
  /** What the copy is called at its host. What is there by this name is deleted first. */
  to: string
  /** Where the copy is made; where databases are made when it is left out. */
  place?: string | undefined
  /** Whose database it is: another studio's is refused. */
  tenantId: string
  /** Whose the copy becomes, when that is another studio. */
  newTenantId?: string
}

export type CopiedDatabase = {
  address: DatabaseAddress
  /** Of what the original had at that moment; the copy was found to have the same. */
  tables: TableTallies
}

/**
 * Copies a studio's database as it is at one moment into a fresh one, and compares the two, table by table. It may be called
 * again after dying anywhere: it begins anew.
 *
 * @throws DatabaseError `wrong_database` when it is not this studio's; DatabaseError or DatabaseHostError when something does
 * not answer; Error when not all of it arrived.
 */
export async function copyDatabase(
  { databaseHost }: { databaseHost: DatabaseHost },
  { from, to, place, tenantId, newTenantId }: DatabaseCopy,
): Promise<CopiedDatabase> {
  await readIdentity(from, tenantId)
  await databaseHost.delete(to)
  const address = await databaseHost.create(to, place)
  const tables = await fillDatabase(address, await databaseHost.dump(from))
  await requireSame(databaseHost, address, tables)
  if (newTenantId !== undefined) {
    const { orm, write } = openDatabase(address, { schema: {} })
    await write([orm.update(identity).set({ tenantId: newTenantId })])
  }
  return { address, tables }
}
