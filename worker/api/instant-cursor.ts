import { decodeCursor, encodeCursor } from './cursor.ts'

/** The last one of a page of a list by time: when it starts (ms), and its id. */
type Position = { startsAt: number; id: string }

/** An opaque cursor of a list by time. */
export function encodePosition({ startsAt, id }: Position): string {
  return encodeCursor(`${startsAt} ${id}`)
}

/** Where such a list goes on. What is no cursor has no instant, which the verb then refuses. */
export function decodePosition(cursor: string): Position {
  const [startsAt = '', id = ''] = decodeCursor(cursor)?.split(' ') ?? []
  return { startsAt: startsAt === '' ? Number.NaN : Number(startsAt), id }
}
