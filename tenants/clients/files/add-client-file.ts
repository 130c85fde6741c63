import { sql } from 'drizzle-orm'
import { clientFiles, type ClientFileRow } from '../../../db/tenant/schema/index.ts'
import { requireReach } from '../../access/require-staff.ts'
import { insertAudit } from '../../audit/insert-audit.ts'
import type { TenantContext } from '../../context.ts'
import { AppError } from '../../errors.ts'
import { makeId } from '../../ids.ts'
import { invalidFields } from '../../parse-input.ts'
import { requireKnown } from '../require-known.ts'
import { readFileKind, toFileName } from './read-file-kind.ts'

export const MAX_FILE_BYTES = 10 * 1024 * 1024
/** A folder, not an archive. */
const MAX_FILES = 100

type NewFile = { clientId: string; name: string; bytes: () => Promise<Uint8Array> }

/**
 * Keeps a file of a client's, such as a signed form: PDF, JPEG, PNG, WebP, HEIC or plain text, as its bytes say; a trainer
 * for their own clients.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`; `not_allowed` (`erased`, `too_many`); `payload_too_large`
 * beyond `MAX_FILE_BYTES`; `invalid_input` (`file`: `required`, `unknown_kind`); DatabaseError.
 */
export async function addClientFile(
  ctx: TenantContext,
  { clientId, name, bytes: read }: NewFile,
): Promise<ClientFileRow> {
  const staff = requireReach(ctx, 'clients:change')
  await requireKnown(ctx, { ...staff, clientId })
  await refuseTooMany(ctx, clientId)
  const bytes = await read()
  if (bytes.length > MAX_FILE_BYTES) {
    throw new AppError('payload_too_large', 'A file may have 10 MB at most.')
  }
  const kind = readFileKind(bytes)
  if (!kind) {
    const [code, message] =
      bytes.length === 0
        ? ['required', 'This is needed.']
        : ['unknown_kind', 'Only PDF, JPEG, PNG, WebP, HEIC and plain text are kept.']
    throw invalidFields([{ path: 'file', code, message }])
  }
  const id = makeId('fil')
  const row: ClientFileRow = {
    id,
    clientId,
    name: toFileName(name, kind),
    contentType: kind.contentType,
    bytes: bytes.length,
    storageKey: `client-files/${id}`,
    author: staff.actor,
    createdAt: ctx.now(),
  }
  await ctx.files.put(row.storageKey, bytes, { contentType: kind.contentType })
  try {
    await ctx.db.write([
      ctx.db.orm.insert(clientFiles).values(row),
      insertAudit(ctx, {
        actor: staff.actor,
        action: 'client.file_added',
        subjectId: clientId,
        after: { fileId: id },
      }),
    ])
  } catch (error) {
    await ctx.files.delete([row.storageKey])
    throw error
  }
  return row
}

async function refuseTooMany({ db }: TenantContext, clientId: string): Promise<void> {
  const [[counted]] = await db.read([
    db.orm
      .select({ files: sql<number>`count(*)` })
      .from(clientFiles)
      .where(sql`client_id = ${clientId}`),
  ])
  if ((counted?.files ?? 0) < MAX_FILES) return
  const sentence = `There are ${MAX_FILES} files already: delete what is not needed.`
  throw new AppError('not_allowed', sentence, { reason: 'too_many' })
}
