import type { RecordSeen } from '../../db/tenant/schema/index.ts'
import type { DnsAnswer, DnsRecord } from './domain-port.ts'

/** More of what was found than anybody reads. */
const MAX_FOUND = 5
const MAX_LETTERS = 120

/** Whether the text is there, under its own name: an alias would show what somebody else wrote. */
export function readProof(answer: DnsAnswer, { name, value }: { name: string; value: string }): RecordSeen {
  if (!answer.ok) return { state: 'unknown', reason: answer.reason }
  const texts = answer.records
    .filter((record) => record.type === 'TXT' && record.name === name)
    .map(({ data }) => data.trim())
  if (texts.includes(value)) return { state: 'right' }
  return texts.length > 0 ? elsewhere(texts) : { state: 'missing' }
}

/** What the DNS says of a name: its addresses of both kinds. */
export type Addresses = readonly [DnsAnswer, DnsAnswer]

type Pointing = { host: string; target: string; there: Addresses }

/** Whether a domain leads here: by an alias, or with our own addresses and no others. */
export function readPointer(here: Addresses, { host, target, there }: Pointing): RecordSeen {
  const records = recordsOf(here)
  const aliases = followAliases(records, host)
  if (aliases.includes(target)) return { state: 'right' }
  const failed = here.find((answer) => !answer.ok)
  if (failed && !failed.ok && records.length === 0) return { state: 'unknown', reason: failed.reason }
  const addresses = addressesIn(records)
  const ours = new Set(addressesIn(recordsOf(there)))
  const foreign = addresses.filter((address) => !ours.has(address))
  const [firstAlias] = aliases
  if (addresses.length > 0 && foreign.length === 0 && !failed) return { state: 'right' }
  if (foreign.length === 0 && firstAlias === undefined) {
    return failed && !failed.ok ? { state: 'unknown', reason: failed.reason } : { state: 'missing' }
  }
  // Whose addresses ours are is not known either: nobody is told that theirs are wrong.
  const mute = there.find((answer) => !answer.ok)
  if (firstAlias === undefined && mute && !mute.ok) return { state: 'unknown', reason: mute.reason }
  return elsewhere(firstAlias === undefined ? foreign : [firstAlias])
}

const recordsOf = (answers: Addresses): DnsRecord[] =>
  answers.flatMap((answer) => (answer.ok ? answer.records : []))

const addressesIn = (records: readonly DnsRecord[]): string[] => [
  ...new Set(records.flatMap(({ type, data }) => (type === 'A' || type === 'AAAA' ? [data] : []))),
]

/** The names that a name leads to, in order; a ring ends where it closes. */
function followAliases(records: readonly DnsRecord[], host: string): string[] {
  const names: string[] = []
  for (let at = host; ;) {
    const next = records.find(({ type, name }) => type === 'CNAME' && name === at)?.data
    if (next === undefined || next === host || names.includes(next)) return names
    names.push(next)
    at = next
  }
}

function elsewhere(found: string[]): RecordSeen {
  return { state: 'elsewhere', found: found.slice(0, MAX_FOUND).map((text) => text.slice(0, MAX_LETTERS)) }
}
