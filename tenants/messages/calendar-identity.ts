import type { BookingRow } from '../../db/tenant/schema/index.ts'
import { partyOf } from './message-matter.ts'

type Row = Pick<BookingRow, 'id' | 'partyId' | 'startsAt' | 'version'>

/**
 * Which event of a calendar a booking is, and its edition there: the same in mails and feeds, so that one takes the place
 * of the other. A party's event is that of its first row, as long as both are at one time; it changes with any of the party.
 */
export function calendarIdentity(row: Row, party: readonly Row[]): { id: string; version: number } {
  const ofParty = party.filter((other) => partyOf(other) === partyOf(row) && other.startsAt === row.startsAt)
  if (!ofParty.some(({ id }) => id === partyOf(row))) return { id: row.id, version: row.version }
  const changes = ofParty.reduce((sum, { version }) => sum + version - 1, 0)
  return { id: partyOf(row), version: changes + 1 }
}
