import { invalidFields } from '../../tenants/parse-input.ts'
import { decodePosition, encodePosition } from '../api/instant-cursor.ts'

/** Where a page of a list, the newest first, begins; null for the first page. @throws AppError `invalid_input` */
export function toPosition(cursor: string | undefined): { at: number; id: string } | null {
  if (cursor === undefined) return null
  const { startsAt: at, id } = decodePosition(cursor)
  if (Number.isSafeInteger(at) && id !== '') return { at, id }
  throw invalidFields([{ path: 'cursor', message: 'This is no cursor of this list.' }])
}

/** `next_cursor` of such a page. */
export function cursorAfter(
  rows: readonly { createdAt: number; id: string }[],
  hasMore: boolean,
): string | null {
  const last = rows.at(-1)
  return hasMore && last ? encodePosition({ startsAt: last.createdAt, id: last.id }) : null
}
