import type { Import } from './find-import.ts'
import type { KnownClient } from './known-clients.ts'
import type { ReadPerson, RowError, RowReading } from './read-row.ts'

/** What becomes different about a client: each value as it was, and as the row has it. */
export type Change = { was: string | null; now: string }
export type ClientChanges = {
  /** By the client's field. */
  fields: Partial<Record<ChangedField, Change>>
  /** The studio's own fields, by id. */
  own: Record<string, Change>
  /** By key: those they did not have. */
  tags: string[]
  notes: boolean
  news: boolean
}
export type ChangedField = 'firstName' | 'lastName' | 'email' | 'phone' | 'bornOn' | 'locale'

export type Judgement =
  | { verdict: 'create' }
  | { verdict: 'update'; client: KnownClient; changes: ClientChanges }
  | { verdict: 'skip'; client: KnownClient | null; errors: RowError[] }
  | { verdict: 'refuse'; errors: RowError[] }

type Case = {
  reading: RowReading
  /** Who it is, of the clients there are. */
  known: KnownClient | undefined
  /** Whether a row before it is the same person. */
  isRepeated: boolean
  onKnown: Import['onKnown']
}

const because = (code: string): RowError[] => [{ column: '', code }]

/** What is to become of a row, and why. */
export function judgeRow({ reading, known, isRepeated, onKnown }: Case): Judgement {
  const { person, errors } = reading
  if (errors.length > 0) return { verdict: 'refuse', errors }
  if (isRepeated) return { verdict: 'skip', client: known ?? null, errors: because('twice_in_file') }
  if (!known) return { verdict: 'create' }
  if (onKnown === 'skip') return { verdict: 'skip', client: known, errors: because('known') }
  const changes = findChanges(person, known, onKnown === 'replace')
  const isSame = !changes.notes && !changes.news && changes.tags.length === 0
  if (isSame && Object.keys({ ...changes.fields, ...changes.own }).length === 0) {
    return { verdict: 'skip', client: known, errors: because('nothing_new') }
  }
  return { verdict: 'update', client: known, changes }
}

/** What is not there yet; with `replaces` also what differs. What a row says nothing of stays. */
function findChanges(person: ReadPerson, known: KnownClient, replaces: boolean): ClientChanges {
  const change = (was: string | null, now: string | null): Change | null => {
    if (now === null || now === '' || now === was) return null
    return was === null || was === '' || replaces ? { was, now } : null
  }
  const wanted: Record<ChangedField, Change | null> = {
    firstName: change(known.firstName, person.firstName),
    lastName: change(known.lastName, person.lastName),
    // By their address they sign in, and are found: it is never replaced.
    email: known.email === null && known.userId === null ? change(null, person.email) : null,
    phone: change(known.phone, person.phone),
    bornOn: change(known.bornOn, person.bornOn),
    locale: replaces ? change(known.locale, person.locale) : null,
  }
  const own = person.own.flatMap(({ fieldId, value }) => {
    const found = change(known.own[fieldId] ?? null, value)
    return found ? [[fieldId, found] as const] : []
  })
  return {
    // The keys are those of `wanted`.
    fields: Object.fromEntries(
      Object.entries(wanted).filter(([, found]) => found),
    ) as ClientChanges['fields'],
    own: Object.fromEntries(own),
    tags: person.tags.map((tag) => tag.toLowerCase()).filter((key) => !known.tags.includes(key)),
    notes: person.notes.length > 0,
    // What somebody said about news themselves is not said anew for them.
    news: person.news !== null && !known.hasSaidNews,
  }
}
