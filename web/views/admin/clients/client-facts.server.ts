import type { ClientRecord } from '../../../../tenants/clients/get-client-record.ts'
import { listCustomFields } from '../../../../tenants/clients/custom-fields/list-custom-fields.ts'
import { listClientGroups } from '../../../../tenants/clients/list-client-groups.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import { languageNames } from '../../../lib/shell.server.ts'
import { owedText } from './client-paths.server.ts'

export type Fact = { label: string; text: string; isWarning?: boolean }

/** How it stands between the studio and a client, at a glance. */
export function keyFactsOf(desk: Desk, { client, nextStartsAt, lastVisitAt, noShows }: ClientRecord): Fact[] {
  const labels = desk.words('deskClients').page
  const owed = owedText(desk, client.owed)
  return [
    { label: labels.next, text: nextStartsAt === null ? labels.nothing : desk.when(nextStartsAt) },
    { label: labels.lastVisit, text: lastVisitAt === null ? labels.nothing : desk.day(lastVisitAt) },
    { label: labels.visits, text: String(client.bookings) },
    { label: labels.noShows, text: String(noShows), isWarning: noShows > 0 },
    ...(client.owed === null
      ? []
      : [{ label: labels.owes, text: owed || labels.nothing, isWarning: owed !== '' }]),
  ]
}

/** How to reach a client, and what staff know of them; what is not known is not there. */
export async function factsOf(desk: Desk, { client, fields }: ClientRecord): Promise<Fact[]> {
  const { ctx, day, mayAny, text, words } = desk
  const labels = words('admin').clients
  const { edit, levels } = words('deskClients')
  const { clientGroupId, fitnessLevel, bornOn } = client
  const [own, groups] = await Promise.all([
    Object.keys(fields).length > 0 ? listCustomFields(ctx) : [],
    clientGroupId !== null && mayAny('clients:view') ? listClientGroups(ctx) : [],
  ])
  const group = groups.find(({ id }) => id === clientGroupId)
  const spoken: Record<string, string> = { yes: edit.yes, no: edit.no }
  return [
    { label: labels.email, text: client.email ?? '' },
    { label: labels.phone, text: client.phone ?? '' },
    { label: labels.language, text: languageNames[client.locale] },
    { label: edit.fields.bornOn.label, text: bornOn === null ? '' : birthday(desk, bornOn) },
    { label: edit.fields.clientGroupId.label, text: group ? text(group.name) : '' },
    { label: edit.fields.fitnessLevel.label, text: fitnessLevel === null ? '' : levels[fitnessLevel] },
    { label: edit.fields.goals.label, text: client.goals ?? '' },
    { label: edit.fields.preferences.label, text: client.preferences ?? '' },
    ...own.map(({ id, kind, label }) => {
      const value = fields[id] ?? ''
      return { label: text(label), text: kind === 'yes_no' ? (spoken[value] ?? '') : value }
    }),
    { label: labels.since, text: day(client.createdAt) },
    { label: labels.login, text: client.userId === null ? labels.loginNo : labels.loginYes },
  ].filter(({ text: value }) => value !== '')
}

/** "2 Apr 1990": a date of the calendar, in no zone. */
const birthday = ({ format }: Desk, bornOn: string): string =>
  new Intl.DateTimeFormat(format.tag, { timeZone: 'UTC', dateStyle: 'medium' }).format(new Date(bornOn))
