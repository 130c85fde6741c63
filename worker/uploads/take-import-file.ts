import type { Context, Handler } from 'hono'
import { AppError, isAppError } from '../../tenants/errors.ts'
import { requireImporter, type Import } from '../../tenants/imports/find-import.ts'
import { MAX_FILE_BYTES, startImport } from '../../tenants/imports/start-import.ts'
import type { AppEnv } from '../app-env.ts'
import { readMultipartFile, type SentFile } from './read-multipart-file.ts'

/** What a form puts around a file. */
const AROUND_BYTES = 64 * 1024
/** Up to this it is seen to have arrived whole before anything is kept of it. */
const SMALL_BYTES = 1024 * 1024

/**
 * Starts an import with the file of a request, as a form's only field or as the body itself; passed on to the bucket as it
 * comes. Who asks is asked first: nothing is read of what others send.
 *
 * @throws AppError `unauthorized`, `forbidden`, `bad_request`, `payload_too_large`; DatabaseError.
 */
export async function takeImportFile(c: Context<AppEnv>): Promise<Import> {
  requireImporter(c.var.ctx)
  const { fileName, body, bytes } = await readSentFile(c)
  if (bytes > SMALL_BYTES) return startImport(c.var.ctx, { fileName, body, bytes })
  const content = new Uint8Array(await new Response(body).arrayBuffer())
  if (content.length !== bytes) throw new AppError('bad_request', 'The file did not arrive whole.')
  return startImport(c.var.ctx, { fileName, body: content, bytes })
}

async function readSentFile({ req }: Context<AppEnv>): Promise<SentFile> {
  const { body } = req.raw
  const contentType = req.header('content-type') ?? ''
  const said = req.header('content-length')
  const contentLength = Number(said)
  if (body === null) throw new AppError('bad_request', 'There is no file.')
  // Every browser says it; what comes in pieces of no known number could be of any length.
  if (said === undefined || !Number.isSafeInteger(contentLength)) {
    throw new AppError('bad_request', 'Say how long it is: Content-Length.')
  }
  if (contentLength > MAX_FILE_BYTES + AROUND_BYTES) {
    throw new AppError('payload_too_large', 'A file may have 50 MB at most. Save it as several.')
  }
  if (/^multipart\/form-data\b/i.test(contentType))
    return readMultipartFile({ body, contentType, contentLength })
  return { fileName: fileNameIn(req.header('content-disposition') ?? ''), body, bytes: contentLength }
}

function fileNameIn(disposition: string): string {
  return /filename="([^"]*)"/i.exec(disposition)?.[1] ?? 'clients.csv'
}

/** What the form of the admin sends: on to the import, or back to the form with a word for why not. */
export const importFormPage: Handler<AppEnv> = async (c) => {
  try {
    const { id } = await takeImportFile(c)
    return c.redirect(`/admin/imports/${id}`, 303)
  } catch (error) {
    if (!isAppError(error, 'bad_request', 'payload_too_large')) throw error
    return c.redirect(`/admin/imports?refused=${error.code}`, 303)
  }
}
