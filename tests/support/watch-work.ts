import type { TenantDatabase } from '../../db/tenant/open-tenant-database.ts'

/** The database, and what is asked of it: for each round trip, its kind and the text of its statements. */
export function watchWork(db: TenantDatabase): { db: TenantDatabase; work: unknown[] } {
  const work: unknown[] = []
  const watch = <Run extends TenantDatabase['read']>(kind: string, run: Run): Run =>
    // The same call, written down.
    ((statements: readonly object[]) => {
      work.push([kind, statements.map(textOf)])
      return run(statements as never)
    }) as unknown as Run
  return { db: { ...db, read: watch('read', db.read), write: watch('write', db.write) }, work }
}

/** Without its values. */
function textOf(statement: object): string {
  // As `db/open-database.ts` does it.
  return (statement as { _prepare: () => Prepared })._prepare().getQuery().sql
}

type Prepared = { getQuery: () => { sql: string } }
