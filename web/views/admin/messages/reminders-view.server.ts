import { requireStaff } from '../../../../tenants/access/require-staff.ts'
import { getNotificationSettings } from '../../../../tenants/messages/rules/get-notification-settings.ts'
import { listRules, type RuleList } from '../../../../tenants/messages/rules/list-rules.ts'
import { noticeChannels, noticeKinds, ruleChannels } from '../../../../tenants/messages/rules/rule-input.ts'
import type { ListFilter } from '../../../components/admin/filter-bar.tsx'
import type { Desk } from '../../../lib/desk.server.ts'
import { withQuery } from '../../../lib/portal-paths.ts'
import { fieldViews, valuesOf, type FieldSpec } from '../form-spec.server.ts'
import { titleOf } from '../page-title.server.ts'
import { clockForm } from './clock-view.server.ts'
import { leadWords, whatItTells } from './message-line.server.ts'
import { messageTabs } from './message-tabs.server.ts'
import { quietForm } from './quiet-view.server.ts'

export const remindersPath = '/admin/messages/reminders'

/** What studios mostly want: a week, a day, two hours before. */
const presets = [
  [10_080, 'email'],
  [1_440, 'email'],
  [120, 'email'],
  [60, 'email'],
  [1_440, 'sms'],
  [120, 'sms'],
  [60, 'push'],
] as const

export function ruleSpecs(desk: Desk): FieldSpec[] {
  const { channels } = desk.words('messageLog')
  const options = ruleChannels.map((value) => ({ value, label: channels[value] }))
  return [
    { name: 'leadMinutes', kind: 'duration' },
    { name: 'channel', kind: 'select', options },
  ]
}

/** Whose reminders the address asks for: the studio's (empty), or a service's. */
export function askedService({ catalogue, url }: Pick<Desk, 'catalogue' | 'url'>): string {
  const asked = url.searchParams.get('service')
  return catalogue.services.find(({ id }) => id === asked)?.id ?? ''
}

/** What is sent before a start, what is told by phone as well, and what goes out by the clock. */
export async function remindersPage(desk: Desk) {
  const { ctx, mayAny, words } = desk
  requireStaff(ctx, 'messages:view')
  const labels = words('reminders')
  const [list, settings] = await Promise.all([listRules(ctx), getNotificationSettings(ctx)])
  const serviceId = askedService(desk)
  const hasOwn = serviceId === '' || list.ownServiceIds.includes(serviceId)
  const specs = ruleSpecs(desk)
  const fresh = valuesOf(desk, specs, { leadMinutes: 120, channel: 'email' })
  return {
    pageTitle: titleOf(desk, labels.title),
    tabs: messageTabs(desk),
    mayChange: mayAny('messages:change'),
    mayChangeQuiet: mayAny('settings:change'),
    filters: [serviceFilter(desk, list)],
    service: serviceId === '' ? null : { id: serviceId, hasOwn, studioHref: remindersPath },
    reminders: remindersOf(desk, list, hasOwn ? serviceId : ''),
    presets: presetsOf(desk, list, serviceId),
    notices: noticesOf(desk, list),
    fields: fieldViews(desk, specs, labels.fields),
    clock: clockForm(desk, settings),
    quiet: quietForm(desk),
    values: fresh,
    words: { ...labels, units: words('admin').forms.units, save: words('admin').desk.save },
  }
}

export type RemindersPage = Awaited<ReturnType<typeof remindersPage>>

function serviceFilter({ catalogue, text, url, words }: Desk, { ownServiceIds }: RuleList): ListFilter {
  const labels = words('reminders')
  const options = catalogue.services.map(({ id, name }) => ({
    value: id,
    label: ownServiceIds.includes(id) ? `${text(name)} · ${labels.ownMark}` : text(name),
  }))
  const value = askedService({ catalogue, url })
  return { kind: 'select', name: 'service', label: labels.of, value, options, empty: labels.studio }
}

// oxlint-disable-next-line max-params
function remindersOf(desk: Desk, { rules }: RuleList, serviceId: string) {
  const { channels } = desk.words('messageLog')
  return rules
    .filter((rule) => rule.kind === 'reminder' && (rule.serviceId ?? '') === serviceId)
    .map(({ id, leadMinutes, channel }) => ({
      id,
      when: desk.say('say.leadBefore', { time: leadWords(desk, leadMinutes) }),
      channel: channels[channel],
    }))
}

/** Those that there are not yet. */
// oxlint-disable-next-line max-params
function presetsOf(desk: Desk, { rules }: RuleList, serviceId: string) {
  const { channels } = desk.words('messageLog')
  const isThere = (leadMinutes: number, channel: string) =>
    rules.some(
      (rule) =>
        rule.kind === 'reminder' &&
        (rule.serviceId ?? '') === serviceId &&
        rule.leadMinutes === leadMinutes &&
        rule.channel === channel,
    )
  return presets
    .filter(([lead, channel]) => !isThere(lead, channel))
    .map(([lead, channel]) => ({
      value: `${lead} ${channel}`,
      label: `${desk.say('say.leadBefore', { time: leadWords(desk, lead) })} · ${channels[channel]}`,
    }))
}

function noticesOf(desk: Desk, { rules }: RuleList) {
  return noticeKinds.map((kind) => ({
    kind,
    label: whatItTells(desk, { kind, leadMinutes: 0 }),
    ways: noticeChannels.map((channel) => ({
      channel,
      name: `${kind} ${channel}`,
      isOn: rules.some((rule) => rule.kind === kind && rule.channel === channel && rule.serviceId === null),
    })),
  }))
}

/** The page about the same as now. */
export const remindersHere = (desk: Desk): string => withQuery(remindersPath, { service: askedService(desk) })
