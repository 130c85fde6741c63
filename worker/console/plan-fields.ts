import { html } from 'hono/html'
import type { AppError } from '../../tenants/errors.ts'
import {
  features,
  limitKeys,
  type Feature,
  type LimitKey,
  type Limits,
} from '../../tenants/plans/effective-limits.ts'
import type { Markup } from '../pages/neutral-page.ts'
import type { Typed } from './console-form.ts'
import { field } from './console-page.ts'
import { choice } from './console-parts.ts'

export const limitNames: Record<LimitKey, string> = {
  trainers: 'Trainers',
  clients: 'Clients',
  bookings_per_month: 'Bookings a month',
  sms_per_month: 'Text messages a month, in parts as billed',
  domains: 'Own domains',
}

export const featureNames: Record<Feature, string> = {
  own_domain: 'Own domain',
  sms: 'Text messages',
  webhooks: 'Webhooks',
  api: 'API keys',
  embed: 'Embed on other sites',
  imports: 'Imports',
}

/** What stands for "not limited" where an empty field means something else. */
const NONE = 'none'

type Shown = {
  limits: Limits
  /** Before the names of fields, as faults name them: `limits.`. */
  prefix: string
  /** What an empty field means, and a feature of which nothing is said. */
  silent: string
  typed?: Typed | undefined
  failure?: AppError | undefined
}

/** A field for each count and each feature. */
export function limitFields({ limits, prefix, silent, typed, failure }: Shown): Markup {
  const isOwn = prefix === ''
  return html`${limitKeys.map((key) => {
    const count = limits.counts?.[key]
    const name = `${prefix}counts.${key}`
    return field({
      name,
      label: limitNames[key],
      hint: isOwn
        ? `A number, “${NONE}” for not limited, or nothing: ${silent}.`
        : `A number, or nothing: ${silent}.`,
      value: typed ? typed(name) : count === null ? (isOwn ? NONE : '') : String(count ?? ''),
      isOptional: true,
      failure,
    })
  })}
  ${features.map((key) => {
    const name = `${prefix}features.${key}`
    const isIn = limits.features?.[key]
    return choice({
      name,
      label: featureNames[key],
      options: [...(isOwn ? [['', silent] as const] : []), ['in', 'part of it'], ['out', 'held back']],
      value: typed ? typed(name) : isIn === undefined ? (isOwn ? '' : 'in') : isIn ? 'in' : 'out',
    })
  })}`
}

/** What the fields say; what is no number is left to the verb to refuse. */
export function readLimitFields(typed: Typed, prefix: string) {
  const counts = limitKeys.flatMap((key) => {
    const text = typed(`${prefix}counts.${key}`).trim()
    if (text === '') return []
    return [[key, text === NONE ? null : Number(text)] as const]
  })
  const parts = features.flatMap((key) => {
    const choiceOf = typed(`${prefix}features.${key}`)
    if (choiceOf === '' || (prefix !== '' && choiceOf === 'in')) return []
    return [[key, choiceOf === 'in'] as const]
  })
  return { counts: Object.fromEntries(counts), features: Object.fromEntries(parts) }
}

/** `100 clients, 2 trainers; without API keys`. */
export function limitsInWords({ counts = {}, features: parts = {} }: Limits): string {
  const most = limitKeys.flatMap((key) => {
    const count = counts[key]
    return typeof count === 'number'
      ? [`${limitNames[key].toLowerCase()}: ${count.toLocaleString('en')}`]
      : []
  })
  const without = features.filter((key) => parts[key] === false).map((key) => featureNames[key])
  const said = [most.join(', '), without.length > 0 ? `without ${without.join(', ')}` : '']
  return said.filter(Boolean).join('; ') || 'nothing is limited'
}
