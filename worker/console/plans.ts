import type { Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { AppError } from '../../tenants/errors.ts'
import {
  archivePlan,
  changePlan,
  createPlan,
  getPlan,
  listPlans,
  type PlanEntry,
  type PlanInput,
} from '../../tenants/operators/plans.ts'
import { requireRole } from '../../tenants/operators/require-role.ts'
import type { AppEnv } from '../app-env.ts'
import { carryOut, readForm, type Typed } from './console-form.ts'
import { consolePage, field, instant } from './console-page.ts'
import { choice, tableOr, type Cell } from './console-parts.ts'
import { limitFields, limitsInWords, readLimitFields } from './plan-fields.ts'

const heads = ['Plan', 'What it limits', 'Trial', 'To choose', 'Studios', 'Archived']

type Failed = { failure: AppError; typed: Typed }

/** What studios may use: every plan, and a page for each. */
export function addPlanPages(pages: Hono<AppEnv>): void {
  pages.get('/plans', (c) => plansPage(c))
  pages.post('/plans', async (c) => {
    requireRole(c.var.platform, 'administrator')
    const typed = await readForm(c)
    return carryOut(
      async () => {
        await createPlan(c.var.platform, readPlan(typed))
        return c.redirect('/operator/plans', 303)
      },
      (failure) => plansPage(c, { failure, typed }),
    )
  })

  pages.get('/plans/:id', async (c) => planPage(c, await getPlan(c.var.platform, c.req.param('id'))))
  pages.post('/plans/:id', async (c) => {
    requireRole(c.var.platform, 'administrator')
    const plan = await getPlan(c.var.platform, c.req.param('id'))
    const typed = await readForm(c)
    return carryOut(
      async () => {
        await changePlan(c.var.platform, { ...readPlan(typed), plan: plan.id })
        return c.redirect('/operator/plans', 303)
      },
      (failure) => planPage(c, plan, { failure, typed }),
    )
  })
  pages.post('/plans/:id/archive', async (c) => {
    requireRole(c.var.platform, 'administrator')
    const isArchived = (await readForm(c))('is') !== 'offered'
    await archivePlan(c.var.platform, { plan: c.req.param('id'), isArchived })
    return c.redirect('/operator/plans', 303)
  })
}

function readPlan(typed: Typed): PlanInput {
  return {
    code: typed('code').trim(),
    name: typed('name'),
    description: typed('description'),
    limits: readLimitFields(typed, 'limits.'),
    trialDays: Number(typed('trialDays')),
    isPublic: typed('isPublic') === 'yes',
    position: Number(typed('position')),
  }
}

async function plansPage(c: Context<AppEnv>, failed?: Failed) {
  const plans = await listPlans(c.var.platform)
  return consolePage(c, {
    title: 'Plans',
    isWide: true,
    failure: failed?.failure,
    body: html`${tableOr('There are none: nothing is limited anywhere.', {
        label: 'Plans',
        heads,
        rows: plans.map(planRow),
      })}
      <h2>Make one</h2>
      <form class="stack" method="post" action="/operator/plans">
        ${planFields(null, failed)}<button>Make it</button>
      </form>`,
  })
}

function planRow(plan: PlanEntry): Cell[] {
  return [
    html`<a href="/operator/plans/${plan.id}">${plan.name}</a><br /><code>${plan.code}</code>`,
    limitsInWords(plan.limits),
    plan.trialDays === 0 ? 'none' : `${plan.trialDays} days`,
    plan.isPublic ? 'by anybody' : 'by operators',
    plan.studios,
    plan.archivedAt === null ? '' : instant(plan.archivedAt),
  ]
}

function planPage(c: Context<AppEnv>, plan: PlanEntry, failed?: Failed) {
  const isArchived = plan.archivedAt !== null
  return consolePage(c, {
    title: plan.name,
    isWide: true,
    failure: failed?.failure,
    body: html`<p>
        ${plan.studios} studios have it. What one has beyond a lowered limit stays; only more of it is
        refused.
      </p>
      <form class="stack" method="post" action="/operator/plans/${plan.id}">
        ${planFields(plan, failed)}<button>Save</button>
      </form>
      <form method="post" action="/operator/plans/${plan.id}/archive">
        <button class="plain" name="is" value="${isArchived ? 'offered' : 'archived'}">
          ${isArchived ? 'Offer it again' : 'Give it to nobody any more'}
        </button>
      </form>`,
  })
}

function planFields(plan: PlanEntry | null, failed?: Failed) {
  const { failure, typed } = failed ?? {}
  const text = (about: { name: string; label: string; was: string; hint?: string; isOptional?: boolean }) => {
    const { was, ...rest } = about
    return field({ ...rest, value: typed ? typed(about.name) : was, failure })
  }
  return html`${text({ name: 'code', label: 'Code', was: plan?.code ?? '', hint: 'For programs, such as studio.' })}
  ${text({ name: 'name', label: 'Name', was: plan?.name ?? '' })}
  ${text({ name: 'description', label: 'Description', was: plan?.description ?? '', isOptional: true })}
  ${limitFields({ limits: plan?.limits ?? {}, prefix: 'limits.', silent: 'not limited', typed, failure })}
  ${text({ name: 'trialDays', label: 'Days of trial', was: String(plan?.trialDays ?? 0) })}
  ${choice({
    name: 'isPublic',
    label: 'Who may choose it',
    options: [
      ['no', 'operators alone'],
      ['yes', 'whoever signs up'],
    ],
    value: typed ? typed('isPublic') : plan?.isPublic ? 'yes' : 'no',
  })}
  ${text({ name: 'position', label: 'Place in the list', was: String(plan?.position ?? 0) })}`
}
