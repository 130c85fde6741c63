import type { StoredFile, TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { keyOf } from './picture.ts'

/**
 * A file of one of the studio's pictures, for anybody: pictures are there to be seen, and their ids cannot be guessed.
 * Of one that whoever asks has already (`isKnown`), no more than whether it is there.
 *
 * @throws AppError `not_found`, also for another studio's.
 */
export async function openPictureFile(
  { files }: Pick<TenantContext, 'files'>,
  { uploadId, file, isKnown = false }: { uploadId: string; file: string; isKnown?: boolean },
): Promise<StoredFile> {
  const key = keyOf(uploadId, file)
  const found = key === null ? null : await files.get(key, isKnown ? { offset: 0, length: 1 } : undefined)
  if (!found) throw new AppError('not_found', 'There is no such picture.')
  if (isKnown) await new Response(found.body).arrayBuffer()
  return found
}
