import { lateEffects } from '../../../../tenants/policies/policy-input.ts'
import type { PolicyView } from '../../../../tenants/policies/read-policies.ts'
import type { PolicyInput } from '../../../../tenants/policies/policy-input.ts'
import type { ClientGroup } from '../../../../tenants/clients/list-client-groups.ts'
import type { ServiceDetails } from '../../../../tenants/studio/service-details.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import { readFields, type FieldSpec, type Kept } from '../form-spec.server.ts'
import type { Values } from '../form-values.server.ts'

export type PolicyGroup = { key: 'which' | 'cancel' | 'cost' | 'mercy' | 'text'; fields: FieldSpec[] }

type Known = { services: ServiceDetails[]; groups: ClientGroup[] }
type Rules = PolicyView['rules']
type Deadline = Rules['freeCancel']
type Effect = Rules['lateCancel']

/** What is asked about a policy. */
export function policyGroups(desk: Desk, { services, groups }: Known): PolicyGroup[] {
  const { text, words } = desk
  const { choices } = words('setupPolicies')
  const { kinds } = words('setupServices')
  const optionsOf = (named: Record<string, { label: string; text?: string }>) =>
    Object.entries(named).map(([value, words_]) => ({ value, ...words_ }))
  const effects = lateEffects.map((value) => ({ value, label: choices.effect[value] }))
  return [
    {
      key: 'which',
      fields: [
        { name: 'name', kind: 'text', isRequired: true, maxLength: 300 },
        { name: 'isActive', kind: 'check' },
        {
          name: 'serviceKinds',
          kind: 'checks',
          options: (['appointment', 'class'] as const).map((kind) => ({ value: kind, label: kinds[kind] })),
        },
        {
          name: 'serviceIds',
          kind: 'checks',
          options: services.map(({ id, name }) => ({ value: id, label: text(name) })),
        },
        ...(groups.length > 0
          ? [
              {
                name: 'clientGroupIds',
                kind: 'checks' as const,
                options: groups.map(({ id, name }) => ({ value: id, label: text(name) })),
              },
            ]
          : []),
      ],
    },
    {
      key: 'cancel',
      fields: [
        { name: 'cancelMode', kind: 'choice', options: optionsOf(choices.cancelMode) },
        { name: 'cancelMinutes', kind: 'duration' },
        { name: 'cancelDays', kind: 'number' },
        { name: 'cancelAt', kind: 'time' },
        { name: 'afterBookingMinutes', kind: 'duration' },
        { name: 'moveMode', kind: 'choice', options: optionsOf(choices.moveMode) },
        { name: 'moveMinutes', kind: 'duration' },
        { name: 'moveDays', kind: 'number' },
        { name: 'moveAt', kind: 'time' },
        { name: 'maxReschedules', kind: 'number' },
      ],
    },
    {
      key: 'cost',
      fields: (['late', 'noShow'] as const).flatMap((which): FieldSpec[] => [
        { name: `${which}Kind`, kind: 'select', options: effects },
        { name: `${which}Fee`, kind: 'money' },
        { name: `${which}Percent`, kind: 'number' },
      ]),
    },
    {
      key: 'mercy',
      fields: [
        { name: 'isWaivedWhenRefilled', kind: 'check' },
        { name: 'graceCount', kind: 'number' },
        { name: 'graceDays', kind: 'number' },
        { name: 'quietFrom', kind: 'time' },
        { name: 'quietUntil', kind: 'time' },
        { name: 'blockCount', kind: 'number' },
        { name: 'blockWithin', kind: 'number' },
        { name: 'blockDays', kind: 'number' },
      ],
    },
    { key: 'text', fields: [{ name: 'text', kind: 'localizedLong', maxLength: 5_000 }] },
  ]
}

const deadlineFields = (name: string, deadline: Deadline | null): Kept =>
  deadline === null
    ? { [`${name}Mode`]: 'same' }
    : 'minutesBefore' in deadline
      ? { [`${name}Mode`]: 'minutes', [`${name}Minutes`]: deadline.minutesBefore }
      : {
          [`${name}Mode`]: 'day',
          [`${name}Days`]: deadline.daysBefore,
          [`${name}At`]: deadline.atMinute,
        }

function effectFields({ studio }: Desk, name: string, effect: Effect): Kept {
  const { kind, feeMinor, feePercent } = effect
  const { currency } = studio
  return {
    [`${name}Kind`]: kind,
    [`${name}Fee`]: feeMinor === undefined ? null : { amountMinor: feeMinor, currency },
    [`${name}Percent`]: feePercent ?? null,
  }
}

/** A policy as its form has it. */
export function toPolicyFields(desk: Desk, policy: Pick<PolicyView, 'rules'> & Kept): Kept {
  const { rules, ...rest } = policy
  return {
    ...rest,
    ...deadlineFields('cancel', rules.freeCancel),
    ...deadlineFields('move', rules.reschedule),
    maxReschedules: rules.maxReschedules,
    ...effectFields(desk, 'late', rules.lateCancel),
    ...effectFields(desk, 'noShow', rules.noShow),
    graceCount: rules.grace?.count ?? null,
    graceDays: rules.grace?.days ?? null,
    quietFrom: rules.quietHours?.fromMinute ?? null,
    quietUntil: rules.quietHours?.untilMinute ?? null,
    afterBookingMinutes: rules.afterBookingMinutes,
    isWaivedWhenRefilled: rules.isWaivedWhenRefilled,
    blockCount: rules.suspension?.count ?? null,
    blockWithin: rules.suspension?.days ?? null,
    blockDays: rules.suspension?.blockDays ?? null,
  }
}

function deadlineOf(typed: Kept, name: string) {
  const mode = typed[`${name}Mode`]
  if (mode === 'same') return null
  return mode === 'day'
    ? { daysBefore: typed[`${name}Days`] ?? 0, atMinute: typed[`${name}At`] ?? 0 }
    : { minutesBefore: typed[`${name}Minutes`] ?? 0 }
}

function effectOf(typed: Kept, name: string) {
  const kind = typed[`${name}Kind`]
  const fee = typed[`${name}Fee`] as { amountMinor: number } | null
  const percent = typed[`${name}Percent`]
  if (kind !== 'fee' && kind !== 'lose_credit_and_fee') return { kind }
  return {
    kind,
    ...(fee === null ? {} : { feeMinor: fee.amountMinor }),
    ...(percent === null ? {} : { feePercent: percent }),
  }
}

/** All or nothing of what belongs together; the verb says what is missing. */
function together(typed: Kept, names: Record<string, string>) {
  const entries = Object.entries(names).map(([key, name]) => [key, typed[name]] as const)
  return entries.every(([, value]) => value === null) ? null : Object.fromEntries(entries)
}

/** What was typed, as the verbs take it; they say what is wrong with it. */
// oxlint-disable-next-line max-params
export function readPolicy(desk: Desk, specs: readonly FieldSpec[], values: Values, kept: Kept): PolicyInput {
  const typed = readFields(desk, specs, values, kept)
  const { name, isActive, serviceKinds, serviceIds, clientGroupIds = [], text } = typed
  const rules = {
    freeCancel: deadlineOf(typed, 'cancel'),
    reschedule: deadlineOf(typed, 'move'),
    maxReschedules: typed['maxReschedules'],
    lateCancel: effectOf(typed, 'late'),
    noShow: effectOf(typed, 'noShow'),
    grace: together(typed, { count: 'graceCount', days: 'graceDays' }),
    quietHours: together(typed, { fromMinute: 'quietFrom', untilMinute: 'quietUntil' }),
    afterBookingMinutes: typed['afterBookingMinutes'] ?? 0,
    isWaivedWhenRefilled: typed['isWaivedWhenRefilled'],
    suspension: together(typed, { count: 'blockCount', days: 'blockWithin', blockDays: 'blockDays' }),
  }
  // Of another sort than the verb takes, it says so.
  return { name, isActive, serviceKinds, serviceIds, clientGroupIds, text, rules } as PolicyInput
}

const fieldByPath: Record<string, string> = {
  'rules.freeCancel': 'cancelMinutes',
  'rules.reschedule': 'moveMinutes',
  'rules.maxReschedules': 'maxReschedules',
  'rules.lateCancel.feeMinor': 'lateFee',
  'rules.lateCancel.feePercent': 'latePercent',
  'rules.lateCancel.kind': 'lateKind',
  'rules.noShow.feeMinor': 'noShowFee',
  'rules.noShow.feePercent': 'noShowPercent',
  'rules.noShow.kind': 'noShowKind',
  'rules.grace.count': 'graceCount',
  'rules.grace.days': 'graceDays',
  'rules.quietHours.fromMinute': 'quietFrom',
  'rules.quietHours.untilMinute': 'quietUntil',
  'rules.afterBookingMinutes': 'afterBookingMinutes',
  'rules.suspension.count': 'blockCount',
  'rules.suspension.days': 'blockWithin',
  'rules.suspension.blockDays': 'blockDays',
}

/** Which field it is that the verbs call so. */
export const policyFieldOf = (path: string): string => fieldByPath[path] ?? path

/** What to say of each, by what the verbs call it. */
export const policyErrors = (errors: Values): Values => ({
  ...errors,
  ...Object.fromEntries(
    Object.entries(fieldByPath).flatMap(([path, name]) => {
      const text = errors[name]
      return text === undefined ? [] : [[path, text]]
    }),
  ),
})
