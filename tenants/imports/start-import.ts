import { imports } from '../../db/tenant/schema/imports.ts'
import type { TenantContext } from '../context.ts'
import { minutes } from '../durations.ts'
import { AppError } from '../errors.ts'
import { makeId } from '../ids.ts'
import { line } from '../input-parts.ts'
import { requireFeature } from '../plans/require-feature.ts'
import { findImport, requireImporter, setImport, type Import } from './find-import.ts'

/** The largest file that is taken: a list of 100,000 people with notes is a tenth of it. */
export const MAX_FILE_BYTES = 50 * 1024 * 1024

/** If the word that it is to go on gets lost, it goes on by then. */
export const RESUME_AFTER_MS = minutes(2)

type Sent = {
  fileName: string
  /** A stream is passed on as it comes and has to be as long as it says. */
  body: Uint8Array | ReadableStream<Uint8Array>
  bytes: number
}

/**
 * Takes a file of clients from elsewhere; what is in it is read in the background. A file that does not arrive whole is
 * no import: nothing of it is kept.
 *
 * @throws AppError `unauthorized`, `forbidden`, `payload_too_large`, `invalid_input`, `not_allowed` (`plan_limit`);
 * DatabaseError, and what the stream fails with.
 */
export async function startImport(ctx: TenantContext, { fileName, body, bytes }: Sent): Promise<Import> {
  const author = requireImporter(ctx)
  requireFeature(ctx, 'imports')
  if (bytes > MAX_FILE_BYTES) {
    throw new AppError('payload_too_large', 'A file may have 50 MB at most. Save it as several.')
  }
  const id = makeId('imp')
  const storageKey = `imports/${id}`
  const now = ctx.now()
  // It counts from when the file is there; if it never is, `forget-imports.ts` takes away what came.
  const waiting = { state: 'failed', failure: 'not_sent' } as const
  const name = line(200).safeParse(fileName).data ?? 'clients.csv'
  await ctx.db.write([
    ctx.db.orm
      .insert(imports)
      .values({ id, fileName: name, storageKey, bytes, author, createdAt: now, workedAt: now, ...waiting }),
  ])
  await ctx.files.put(storageKey, body, { contentType: 'text/csv', bytes })
  await ctx.db.write([setImport(ctx, id, { state: 'reading', failure: null })])
  await goOn(ctx, id)
  return findImport(ctx, id)
}

/** Has the background take an import up. */
export async function goOn(ctx: TenantContext, importId: string): Promise<void> {
  await ctx.startWork({ kind: 'import', id: importId })
  await ctx.announce(ctx.now() + RESUME_AFTER_MS)
}
