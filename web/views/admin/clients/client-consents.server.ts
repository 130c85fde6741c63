import type { ClientRecord } from '../../../../tenants/clients/get-client-record.ts'
import { recordConsent, type ConsentInput } from '../../../../tenants/privacy/record-consent.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import type { SentForm } from '../../../lib/read-form.server.ts'

/** What a client agreed to and took back, the newest of each kind; with what to write down of it on paper. */
export function consentsOf(desk: Desk, { client, consents }: ClientRecord) {
  const { day, mayAny, say, words } = desk
  const { page } = words('deskClients')
  const { consents: kinds, paper } = words('clientPages')
  const labels = words('smsConsents')
  const lines = consents.map(({ kind, isGiven, at, phone, isStopped }) => {
    const isOther = isGiven && phone !== null && phone !== client.phone
    const but = isStopped ? labels.stopped : isOther ? labels.otherNumber : ''
    const text = say('say.consentOf', {
      what: [kinds[kind], phone].filter(Boolean).join(' '),
      state: isGiven ? page.given : page.takenBack,
      when: day(at),
    })
    return { kind, text: but ? `${text} (${but})` : text }
  })
  const isAsked = mayAny('clients:change') && client.erasedAt === null
  return {
    lines,
    form: isAsked
      ? {
          // Empty again after each.
          key: consents.map(({ at }) => at).join('.'),
          kinds: Object.entries(kinds).map(([value, label]) => ({ value, label })),
          states: [
            { value: 'given', label: page.given },
            { value: 'taken_back', label: page.takenBack },
          ],
          labels: paper,
        }
      : null,
  }
}

/** Given on paper: in the words that are on it. */
export async function recordPaper(desk: Desk, form: SentForm, clientId: string): Promise<void> {
  await recordConsent(desk.ctx, {
    clientId,
    // Of another sort than the verb takes, it says so.
    kind: form.text('kind') as ConsentInput['kind'],
    isGiven: form.text('state') !== 'taken_back',
    text: form.text('text'),
    version: 'paper',
  })
}
