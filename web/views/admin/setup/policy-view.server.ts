import { requireStaff } from '../../../../tenants/access/require-staff.ts'
import { listClientGroups } from '../../../../tenants/clients/list-client-groups.ts'
import { changePolicy } from '../../../../tenants/policies/change-policy.ts'
import { createPolicy } from '../../../../tenants/policies/create-policy.ts'
import { getPolicy } from '../../../../tenants/policies/get-policy.ts'
import { listPolicies } from '../../../../tenants/policies/list-policies.ts'
import { policyRules } from '../../../../tenants/policies/policy-input.ts'
import type { PolicyView } from '../../../../tenants/policies/read-policies.ts'
import { rehearsePolicy, type Rehearsal } from '../../../../tenants/policies/rehearse-policy.ts'
import { listServiceDetails } from '../../../../tenants/studio/list-service-details.ts'
import type { Sentence } from '../../../components/admin/live-sentence.tsx'
import type { Desk } from '../../../lib/desk.server.ts'
import type { CarriedOut, FormAnswer } from '../../../lib/form-answer.server.ts'
import { readForm } from '../../../lib/read-form.server.ts'
import { languageNames } from '../../../lib/shell.server.ts'
import { mendEdited } from '../edited.server.ts'
import { errorsOf, fieldViews, labelsOf, showOf, valuesOf, type FieldSpec } from '../form-spec.server.ts'
import { languagesOf, seenIn, typedIn, type Values } from '../form-values.server.ts'
import { mend } from '../mend.server.ts'
import { titleOf } from '../page-title.server.ts'
import { seenText, stillSeen } from '../seen-form.server.ts'
import { donePath } from '../toast.server.ts'
import {
  policyErrors,
  policyFieldOf,
  policyGroups,
  readPolicy,
  toPolicyFields,
  type PolicyGroup,
} from './policy-fields.server.ts'
import { policyParagraph } from './policy-sentence.server.ts'

const HOME = '/admin/policies'

/** All policies in the order in which they are tried. */
export async function policiesPage(desk: Desk) {
  const { ctx, locale, mayAny, say, words } = desk
  requireStaff(ctx, 'settings:view')
  const labels = words('setupPolicies')
  const policies = await listPolicies(ctx)
  return {
    pageTitle: titleOf(desk, labels.title),
    policies: policies.map((policy, index) => ({
      id: policy.id,
      number: index + 1,
      name: policy.name,
      href: `${HOME}/${policy.id}`,
      isActive: policy.isActive,
      isForAll: isForAll(policy),
      text: policyParagraph(desk, policy.rules, locale),
      upLabel: say('say.moveUp', { name: policy.name }),
      downLabel: say('say.moveDown', { name: policy.name }),
    })),
    mayChange: mayAny('settings:change'),
    words: labels,
  }
}

const isForAll = ({ serviceIds, serviceKinds, clientGroupIds }: PolicyView): boolean =>
  serviceIds.length + serviceKinds.length + clientGroupIds.length === 0

/** Moves one policy a place up or down: it is tried sooner or later. */
export async function policiesAnswer(desk: Desk): Promise<CarriedOut> {
  requireStaff(desk.ctx, 'settings:change')
  const form = await readForm(desk.request)
  const policies = await listPolicies(desk.ctx)
  const from = policies.findIndex(({ id }) => id === form.text('id'))
  const isUp = form.text('intent') === 'up'
  const other = policies[isUp ? from - 1 : from + 1]
  const policy = policies[from]
  if (policy && other) {
    const position = isUp ? other.position : other.position + 1
    await changePolicy(desk.ctx, { policyId: policy.id, position })
  }
  return { location: HOME }
}

const newPolicy = {
  isActive: false,
  serviceIds: [],
  serviceKinds: [],
  clientGroupIds: [],
  text: {},
  rules: policyRules.parse({ freeCancel: { minutesBefore: 24 * 60 } }),
}

async function readGroups(desk: Desk): Promise<{ groups: PolicyGroup[]; specs: FieldSpec[] }> {
  const [services, known] = await Promise.all([
    listServiceDetails(desk.ctx),
    listClientGroups(desk.ctx, 'settings:view'),
  ])
  const groups = policyGroups(desk, { services, groups: known })
  return { groups, specs: groups.flatMap(({ fields }) => fields) }
}

const readStart = async ({ ctx, params }: Desk): Promise<PolicyView | undefined> =>
  params['policy'] === undefined ? undefined : getPolicy(ctx, { policyId: params['policy'] })

/** The form of a policy, new or there already. */
export async function policyPage(desk: Desk) {
  const { ctx, day, mayAny, params, say, words } = desk
  requireStaff(ctx, params['policy'] === undefined ? 'settings:change' : 'settings:view')
  const labels = words('setupPolicies')
  const [policy, { groups, specs }] = await Promise.all([readStart(desk), readGroups(desk)])
  const start = policy ?? newPolicy
  const title = policy?.name ?? labels.newTitle
  const values = valuesOf(desk, specs, toPolicyFields(desk, { ...start }))
  return {
    pageTitle: titleOf(desk, title),
    title,
    isNew: policy === undefined,
    edition: policy ? seenText(policy.edition, values) : '',
    version: policy
      ? say('say.policyVersion', { version: policy.version, since: day(policy.writtenAt) })
      : labels.newIntro,
    mayChange: mayAny('settings:change'),
    mayRehearse: policy !== undefined && mayAny('bookings:view'),
    groups: groups.map(({ key, fields }) => ({
      key,
      ...labels.groups[key],
      fields: fieldViews(desk, fields, labels.fields),
    })),
    languages: languagesOf(desk),
    values,
    sentences: paragraphsOf(desk, start.rules),
    words: { ...labels, units: words('admin').forms.units, save: words('admin').desk.save },
  }
}

export type PolicyPage = Awaited<ReturnType<typeof policyPage>>

/** What the rules say, in each language of the studio. */
const paragraphsOf = (desk: Desk, rules: PolicyView['rules']): Sentence[] =>
  languagesOf(desk).map(({ locale }) => {
    const known = desk.studio.locales.find((one) => one === locale) ?? desk.studio.defaultLocale
    return { text: `${languageNames[known]}: ${policyParagraph(desk, rules, known)}`, lang: known }
  })

/** What a form that is being filled in says; nothing while something in it cannot be meant. */
export async function policySentence(desk: Desk): Promise<{ sentences: Sentence[] }> {
  requireStaff(desk.ctx, 'settings:view')
  const { specs } = await readGroups(desk)
  const { rules } = readPolicy(desk, specs, Object.fromEntries(desk.url.searchParams), {})
  const parsed = policyRules.safeParse(rules)
  return { sentences: parsed.success ? paragraphsOf(desk, parsed.data) : [] }
}

export type RehearsalView = ReturnType<typeof rehearsalView>
export type PolicyAnswer = FormAnswer | { rehearsal: RehearsalView; values: Values }

/** Makes a policy, changes it, or tries it on what was booked. */
export async function policyAnswer(desk: Desk): Promise<PolicyAnswer> {
  const { ctx, params, request, words } = desk
  requireStaff(desk.ctx, 'settings:change')
  const form = await readForm(request)
  const labels = words('setupPolicies')
  const [policy, { specs }] = await Promise.all([readStart(desk), readGroups(desk)])
  const start = policy ?? newPolicy
  const values = typedIn(form, valuesOf(desk, specs, toPolicyFields(desk, { ...start })))
  const input = readPolicy(desk, specs, values, { text: start.text })
  const seen = seenIn(form)
  const errors = policyErrors(errorsOf(desk, specs, labels.errors))
  if (policy && form.text('intent') === 'rehearse') {
    const answer = await mend<RehearsalView>(desk, { errors, values }, async () => {
      return rehearsalView(desk, await rehearsePolicy(ctx, { policyId: policy.id, rules: input.rules }))
    })
    if ('code' in answer) return { ...answer, errors: renamed(answer.errors) }
    return { rehearsal: answer, values: { ...values, ...stillSeen(seen) } }
  }
  return mendEdited(
    desk,
    {
      errors,
      values,
      seen,
      subjectId: policy?.id ?? '',
      readCurrent: async () => {
        const now = await getPolicy(ctx, { policyId: params['policy'] ?? '' })
        return { edition: now.edition, values: valuesOf(desk, specs, toPolicyFields(desk, { ...now })) }
      },
      labels: labelsOf(desk, specs, labels.fields),
      show: showOf(desk, specs),
      fieldOf: policyFieldOf,
    },
    async () => {
      if (!policy) {
        const made = await createPolicy(ctx, input)
        return { location: donePath(`${HOME}/${made.id}`, 'made') }
      }
      await changePolicy(ctx, { policyId: policy.id, ...input, edition: seen.edition })
      return { location: donePath(`${HOME}/${policy.id}`, 'saved') }
    },
  )
}

const renamed = (errors: Values): Values =>
  Object.fromEntries(Object.entries(errors).map(([path, text]) => [policyFieldOf(path), text]))

const SHOWN = 20

/** What a policy would have charged, with examples. */
function rehearsalView(desk: Desk, rehearsal: Rehearsal) {
  const { format, say, when, words } = desk
  const labels = words('setupPolicies')
  const { bookings, currency, fromOn, toOn, lines, wasCharged, wouldCharge } = rehearsal
  const sum = ({ count, amountMinor, credits }: Rehearsal['wouldCharge']) =>
    say('say.rehearsalSum', {
      count,
      amount: format.money(amountMinor, currency),
      credits: credits > 0 ? say('say.rehearsalCredits', { count: credits }) : '',
    })
  return {
    range: say('say.rehearsalRange', {
      from: format.dayShort(fromOn),
      to: format.dayShort(toOn),
      count: bookings,
    }),
    would: sum(wouldCharge),
    was: sum(wasCharged),
    lines: lines.slice(0, SHOWN).map((line) => ({
      id: line.id,
      href: `/admin/bookings/${line.id}`,
      when: when(line.at),
      what: labels.offences[line.kind],
      outcome: labels.outcomes[line.outcome],
      amount: line.outcome === 'owed' ? format.money(line.amountMinor, currency) : '–',
      was: line.wasCharged ? labels.wasCharged : labels.wasNot,
    })),
    more: lines.length > SHOWN ? say('say.rehearsalMore', { count: lines.length - SHOWN }) : '',
  }
}
