import { createRule } from '../../../../tenants/messages/rules/create-rule.ts'
import { deleteRule } from '../../../../tenants/messages/rules/delete-rule.ts'
import { noticeChannels, noticeKinds, type RuleInput } from '../../../../tenants/messages/rules/rule-input.ts'
import { setNotices } from '../../../../tenants/messages/rules/set-notices.ts'
import { setOwnReminders } from '../../../../tenants/messages/rules/set-own-reminders.ts'
import { takeBackRules } from '../../../../tenants/messages/rules/take-back-rules.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import type { FormAnswer } from '../../../lib/form-answer.server.ts'
import { readForm, type SentForm } from '../../../lib/read-form.server.ts'
import { errorsOf, readFields, type Kept } from '../form-spec.server.ts'
import { mend } from '../mend.server.ts'
import { donePath } from '../toast.server.ts'
import { saveClock } from './clock-view.server.ts'
import { saveQuiet } from './quiet-view.server.ts'
import { askedService, remindersHere, ruleSpecs } from './reminders-view.server.ts'

type Deed = (desk: Desk, form: SentForm) => Promise<unknown>

/** What each button does; what they may be sent, the verbs say. */
const deeds: Partial<Record<string, Deed>> = {
  add: (desk, form) => {
    const values = typed(form)
    return createRule(desk.ctx, ruleOf(desk, readFields(desk, ruleSpecs(desk), values)))
  },
  preset: (desk, form) => {
    const [lead, channel] = form.text('preset').split(' ')
    return createRule(desk.ctx, ruleOf(desk, { leadMinutes: Number(lead), channel }))
  },
  remove: ({ ctx }, form) => deleteRule(ctx, { ruleId: form.text('id') }),
  own: (desk) => setOwnReminders(desk.ctx, { serviceId: askedService(desk), isOwn: true }),
  studio: (desk) => setOwnReminders(desk.ctx, { serviceId: askedService(desk), isOwn: false }),
  notices: ({ ctx }, form) =>
    setNotices(ctx, {
      notices: noticeKinds.flatMap((kind) =>
        noticeChannels
          .filter((channel) => form.text(`${kind} ${channel}`) !== '')
          .map((channel) => ({ kind, channel })),
      ),
    }),
}

/** Carries out what was pressed on the page of reminders, and takes the last of it back. */
export async function remindersAnswer(desk: Desk): Promise<FormAnswer> {
  const { ctx, request, words } = desk
  const form = await readForm(request)
  const intent = form.text('intent')
  const here = remindersHere(desk)
  if (intent === 'undo') {
    return { location: (await takeBackRules(ctx)) ? donePath(here, 'undone') : here }
  }
  if (intent === 'quiet') return saveQuiet(desk, { form, here })
  const deed = deeds[intent]
  if (!deed) return saveClock(desk, { form, here })
  const errors = errorsOf(desk, ruleSpecs(desk), words('reminders').errors)
  return mend<FormAnswer>(desk, { errors, values: typed(form) }, async () => {
    await deed(desk, form)
    return { location: donePath(here, 'rulesSaved') }
  })
}

const names = ['leadMinutes', 'leadMinutes.unit', 'channel']

/** What may be shown again. */
const typed = (form: SentForm): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, form.text(name)] as const).filter(([, text]) => text !== ''))

/** Of another sort than the verb takes, it says so. */
function ruleOf(desk: Desk, fields: Kept): RuleInput {
  return { ...fields, kind: 'reminder', serviceId: askedService(desk) || null } as RuleInput
}
