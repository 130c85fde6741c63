import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { parseInput } from '../parse-input.ts'
import { bringOn } from './bring-on.ts'
import { encodings } from './detect-encoding.ts'
import { findImport, requireImporter, type Import } from './find-import.ts'
import { delimiters } from './read-records.ts'

const rereadInput = z.object({
  encoding: z.enum(encodings, 'invalid').optional(),
  delimiter: z.enum(delimiters, 'invalid').optional(),
})

/**
 * Reads the file once more, by other letters or signs than were found, as long as it is kept.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`, `invalid_input`, `conflict` (also `file_is_gone`); DatabaseError.
 */
export async function rereadImport(
  ctx: TenantContext,
  { importId, ...raw }: { importId: string } & z.input<typeof rereadInput>,
): Promise<Import> {
  requireImporter(ctx)
  const input = parseInput(rereadInput, raw)
  const found = await findImport(ctx, importId)
  if (found.state === 'mapping' && found.storageKey === '') {
    throw new AppError('conflict', 'The file is not kept any more: send it again.', {
      reason: 'file_is_gone',
    })
  }
  const encoding = input.encoding ?? found.encoding
  const delimiter = input.delimiter ?? found.delimiter
  const anew = {
    state: 'reading',
    encoding,
    delimiter,
    columns: [],
    mapping: [],
    rows: 0,
    doneBytes: 0,
  } as const
  const statements = [ctx.db.orm.run(sql`DELETE FROM import_rows WHERE import_id = ${importId}`)]
  return bringOn(ctx, found, {
    from: ['mapping'],
    changes: { ...anew, columns: [], mapping: [] },
    statements,
  })
}
