import type { TenantDatabase } from '../../db/tenant/open-tenant-database.ts'

/** The database as somebody finds it who is overtaken: before their so-many-th batch is written, something else is done. */
export function justBeforeWrite(
  db: TenantDatabase,
  number: number,
  overtake: () => Promise<unknown>,
): TenantDatabase {
  let written = 0
  const write: TenantDatabase['write'] = async (statements) => {
    written += 1
    if (written === number) await overtake()
    return db.write(statements)
  }
  return { ...db, write }
}
