import { toCsvLine } from '../privacy/to-csv.ts'
import type { TenantContext } from '../context.ts'
import { findImport, requireImporter } from './find-import.ts'
import { listImportRows } from './list-import-rows.ts'
import { nameOfColumn, type RowError } from './read-row.ts'

const ROWS_AT_ONCE = 200

type Told = {
  importId: string
  /** The heading of the last column, and what it says of a row. */
  heading: string
  tell: (errors: readonly RowError[]) => string
}

/**
 * The rows of an import that were refused, as they stood in the file, and why: a table in UTF-8 with a byte order mark, to
 * be mended and imported once more. Table programs run none of it. Comes in parts.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`; DatabaseError.
 */
export async function exportRefused(
  ctx: TenantContext,
  { importId, heading, tell }: Told,
): Promise<AsyncGenerator<string>> {
  requireImporter(ctx)
  const { columns } = await findImport(ctx, importId)
  return (async function* () {
    yield `\uFEFF${toCsvLine([...columns.map((_, index) => nameOfColumn(columns, index)), heading])}`
    let after = 0
    for (let hasMore = true; hasMore;) {
      const page = await listImportRows(ctx, { importId, limit: ROWS_AT_ONCE, after, verdicts: ['refuse'] })
      hasMore = page.hasMore
      after = page.rows.at(-1)?.row ?? after
      if (page.rows.length === 0) continue
      const lines = page.rows.map(({ cells, errors }) => [
        ...columns.map((_, index) => cells[index] ?? ''),
        [...cells.slice(columns.length), tell(errors)].join(' '),
      ])
      yield lines.map(toCsvLine).join('')
    }
  })()
}
