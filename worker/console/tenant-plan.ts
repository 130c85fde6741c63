import { html } from 'hono/html'
import { listPlans } from '../../tenants/operators/plans.ts'
import {
  getTenantLimits,
  setOwnLimits,
  setTenantPlan,
  type TenantLimits,
} from '../../tenants/operators/tenant-limits.ts'
import { invalidFields } from '../../tenants/parse-input.ts'
import { field, instant } from './console-page.ts'
import { choice, facts, tableOr, type Cell } from './console-parts.ts'
import { featureNames, limitFields, limitNames, limitsInWords, readLimitFields } from './plan-fields.ts'
import type { Shown, TenantSection } from './tenant-section.ts'

/** What a studio may use, and what it uses. */
export const tenantPlan: TenantSection = {
  id: 'plan',
  title: 'Plan and limits',
  async show(c, shown) {
    if (shown.tenant.status === 'deleted') return null
    const limits = await getTenantLimits(c.var.platform, shown.tenant.id)
    const plans = await listPlans(c.var.platform)
    const offered = plans.filter(({ archivedAt, code }) => archivedAt === null || code === limits.plan?.code)
    const choices = offered.map(({ code, name }) => [code, `${name} (${code})`] as const)
    return html`${about(limits)} ${usageTable(limits)} ${planForm(shown, limits, choices)}
    ${ownForm(shown, limits)}`
  },
  deeds: {
    set: async (c, { tenant, typed }) => {
      const plan = typed('planCode')
      const trialEndsAt = readTrial(typed('trialEnds'))
      await setTenantPlan(c.var.platform, {
        tenant: tenant.id,
        plan: plan === '' ? null : plan,
        trialEndsAt,
      })
    },
    own: async (c, { tenant, typed }) => {
      await setOwnLimits(c.var.platform, { tenant: tenant.id, limits: readLimitFields(typed, '') })
    },
  },
}

/** At the end of that day in UTC. */
function readTrial(day: string): number | null {
  if (day === '') return null
  const at = Date.parse(`${day}T23:59:59Z`)
  if (Number.isFinite(at)) return at
  throw invalidFields([{ path: 'trialEnds', message: 'This is no date.' }])
}

function about({ plan, trialEndsAt, own, effective, isTold }: TenantLimits) {
  return facts({
    Plan: plan ? html`<a href="/operator/plans/${plan.id}">${plan.name}</a>` : 'none, nothing is limited',
    'Trial until': trialEndsAt === null ? null : instant(trialEndsAt),
    'Agreed with it alone':
      Object.keys({ ...own.counts, ...own.features }).length > 0 ? limitsInWords(own) : null,
    'Held back': effective.heldBack.map((key) => featureNames[key]).join(', ') || null,
    'In effect': isTold ? 'yes' : html`<strong>not in its database yet</strong>`,
  })
}

function usageTable({ usage }: TenantLimits) {
  if (usage === null) return html`<p class="quiet">Its database does not say what is used.</p>`
  return tableOr('', {
    label: 'What is used',
    heads: ['What', 'Used', 'At most', ''],
    rows: usage.map(({ key, count, most }): Cell[] => [
      limitNames[key],
      count,
      most ?? 'not limited',
      most === null
        ? ''
        : html`<meter min="0" max="${Math.max(1, most)}" high="${0.8 * most}" value="${count}">
            ${count} of ${most}
          </meter>`,
    ]),
  })
}

function planForm(
  { tenant, failure }: Shown,
  { plan, trialEndsAt }: TenantLimits,
  choices: readonly (readonly [string, string])[],
) {
  return html`<form class="stack" method="post" action="/operator/tenants/${tenant.id}/plan/set">
    ${choice({
      name: 'planCode',
      label: 'Plan',
      options: [['', 'none, nothing is limited'], ...choices],
      value: plan?.code ?? '',
    })}
    ${field({
      name: 'trialEnds',
      label: 'Last day of the trial',
      hint: 'In UTC; empty: no trial.',
      type: 'date',
      value: trialEndsAt === null ? '' : new Date(trialEndsAt).toISOString().slice(0, 10),
      isOptional: true,
      failure,
    })}
    <button>Give it this plan</button>
  </form>`
}

function ownForm({ tenant, failure, typed }: Shown, { own }: TenantLimits) {
  return html`<details ${failure ? html`open` : ''}>
    <summary>Agree on something else with this studio alone</summary>
    <form class="stack" method="post" action="/operator/tenants/${tenant.id}/plan/own">
      ${limitFields({
        limits: own,
        prefix: '',
        silent: 'as its plan has it',
        typed: failure ? typed : undefined,
        failure,
      })}
      <button>Agree</button>
    </form>
  </details>`
}
