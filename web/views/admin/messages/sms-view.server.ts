import { formatTimeOfDay } from '../../../../tenants/availability/local-time.ts'
import { changeSmsSettings, type SmsSettingsChange } from '../../../../tenants/sms/change-sms-settings.ts'
import { getSmsSettings, type SmsSettings } from '../../../../tenants/sms/get-sms-settings.ts'
import { isAnswerable } from '../../../../tenants/sms/sms-consent.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import type { FormAnswer } from '../../../lib/form-answer.server.ts'
import { readForm } from '../../../lib/read-form.server.ts'
import { mendEdited } from '../edited.server.ts'
import { errorsOf, fieldViews, labelsOf, readFields, valuesOf, type FieldSpec } from '../form-spec.server.ts'
import { languagesOf, seenIn, typedIn } from '../form-values.server.ts'
import { titleOf } from '../page-title.server.ts'
import { seenText } from '../seen-form.server.ts'
import { donePath } from '../toast.server.ts'
import { messageTabs } from './message-tabs.server.ts'

const HOME = '/admin/messages/senders'

const specs: FieldSpec[] = [
  { name: 'smsSender', kind: 'text', isNullable: true, maxLength: 40 },
  { name: 'smsCountries', kind: 'text', maxLength: 200 },
  { name: 'smsDayCap', kind: 'number' },
]

const kept = (sms: SmsSettings) => ({ ...sms, smsCountries: sms.smsCountries.join(', ') })

const badges = {
  none: '',
  submitted: '',
  approved: 'badge-strong',
  rejected: 'badge-warns',
} as const

/** From whom text messages come, and how far their sender's registration is. */
export async function sendersPage(desk: Desk) {
  const { ctx, mayAny, words } = desk
  const sms = await getSmsSettings(ctx)
  const labels = words('smsSenders')
  const values = valuesOf(desk, specs, kept(sms))
  return {
    pageTitle: titleOf(desk, labels.title),
    tabs: messageTabs(desk),
    state: {
      name: labels.stateNames[sms.smsState],
      badge: badges[sms.smsState],
      text: labels.states[sms.smsState],
    },
    facts: factsOf(desk, sms),
    answers: sms.smsSender && !isAnswerable(sms.smsSender) ? labels.noAnswers : labels.answers,
    edition: seenText(sms.edition, values),
    mayChange: mayAny('settings:change'),
    fields: fieldViews(desk, specs, labels.fields),
    languages: languagesOf(desk),
    values,
    words: { ...labels, units: words('admin').forms.units, save: words('admin').desk.save },
  }
}

function factsOf({ format, mayAny, say, words }: Desk, sms: SmsSettings) {
  const labels = words('smsSenders')
  const { countries, quietFromMinute: from, quietUntilMinute: until, smsDayCap: cap, sentToday } = sms
  const names = new Intl.DisplayNames(format.tag, { type: 'region' })
  const where = countries.map((code) => names.of(code) ?? code)
  const quiet =
    from === until
      ? labels.quietNone
      : `${say('say.smsQuiet', { from: formatTimeOfDay(from), until: formatTimeOfDay(until) })}. ${labels.quietHint}`
  return [
    ...(sms.smsStateReason ? [{ label: labels.reason, text: sms.smsStateReason, href: '' }] : []),
    { label: labels.where, text: where.length > 0 ? where.join(', ') : labels.nowhere, href: '' },
    { label: labels.today, text: say('say.smsToday', { sent: sentToday, cap }), href: '' },
    { label: labels.quiet, text: quiet, href: mayAny('settings:change') ? '/admin/settings' : '' },
  ]
}

/** Changes the sender of text messages, where they go and how many a day. */
export async function smsAnswer(desk: Desk): Promise<FormAnswer> {
  const { ctx, request, words } = desk
  const form = await readForm(request)
  const labels = words('smsSenders')
  const values = typedIn(form, valuesOf(desk, specs, kept(await getSmsSettings(ctx))))
  const { smsCountries, ...typed } = readFields(desk, specs, values)
  const codes =
    String(smsCountries)
      .toUpperCase()
      .match(/[^\s,;]+/g) ?? []
  const seen = seenIn(form)
  const change: SmsSettingsChange = { ...typed, smsCountries: codes, edition: seen.edition }
  return mendEdited(
    desk,
    {
      errors: errorsOf(desk, specs, labels.errors),
      values,
      seen,
      subjectId: 'sms',
      fieldOf: (path) => path.replace(/\.\d+$/, ''),
      readCurrent: async () => {
        const now = await getSmsSettings(ctx)
        return { edition: now.edition, values: valuesOf(desk, specs, kept(now)) }
      },
      labels: labelsOf(desk, specs, labels.fields),
    },
    async () => {
      await changeSmsSettings(ctx, change)
      return { location: donePath(HOME, 'saved') }
    },
  )
}
