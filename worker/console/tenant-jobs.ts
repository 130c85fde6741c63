import { html } from 'hono/html'
import { minutes } from '../../tenants/durations.ts'
import type { AppError } from '../../tenants/errors.ts'
import {
  abandonTenantJob,
  listTenantJobs,
  resumeTenantJob,
  type JobEntry,
  type StepEntry,
} from '../../tenants/operators/tenant-jobs.ts'
import { bar, confirmField, table } from './console-parts.ts'
import { instant } from './console-page.ts'
import type { TenantSection } from './tenant-section.ts'

/** How often a page is asked for again while something goes on, in seconds. */
const REFRESH_SECONDS = 2

const NEWS_MS = minutes(15)

/** Long work on a studio, step by step, while it goes on and afterwards. */
export const tenantJobs: TenantSection = {
  id: 'work',
  title: 'Work',
  async show(c, { tenant, failure, refreshIn }) {
    const jobs = await listTenantJobs(c.var.platform, tenant.id)
    if (jobs.some(({ state }) => state === 'running' || state === 'undoing')) refreshIn(REFRESH_SECONDS)
    if (jobs.length === 0) return html`<p class="quiet">None.</p>`
    const now = c.var.platform.now()
    return html`${jobs.map((job, index) =>
      jobPart(job, { tenant, failure: index === 0 ? failure : undefined, isFirst: index === 0, now }),
    )}`
  },
  deeds: {
    async resume(c, { tenant }) {
      await resumeTenantJob(c.var.platform, { tenant: tenant.id })
    },
    async abandon(c, { tenant, typed }) {
      await abandonTenantJob(c.var.platform, { tenant: tenant.id, confirm: typed('confirm') })
      // Of a studio in the making nothing may be left to show.
      return tenant.status === 'provisioning' ? '/operator' : undefined
    },
  },
}

type Part = {
  tenant: { id: string; slug: string }
  failure: AppError | undefined
  isFirst: boolean
  now: number
}

function jobPart(job: JobEntry, { tenant, failure, isFirst, now }: Part) {
  const done = job.steps.filter(({ doneAt }) => doneAt !== null).length
  const words = `${done} of ${job.steps.length} steps`
  const head = html`<strong>${job.kind}</strong>: ${job.state}, since ${instant(job.createdAt)}`
  const detail = html`${bar({ done, total: job.steps.length, words })}
  ${job.error === null ? '' : html`<p class="alert">${job.error}</p>`}
  ${table('Steps', ['Step', 'State', 'Tried', 'Took', 'What was wrong'], job.steps.map(rowOf))}
  ${isFirst ? forms(job, { tenant, failure }) : ''}`
  // What was done long ago is there to be opened.
  const isNews = isFirst && (job.state !== 'done' || now - job.createdAt < NEWS_MS)
  return html`<details ${isNews ? html`open` : ''}>
    <summary>${head}</summary>
    ${detail}
  </details>`
}

function rowOf({ step, startedAt, doneAt, undoneAt, attempts, error }: StepEntry) {
  const state =
    undoneAt !== null ? 'taken back' : doneAt !== null ? 'done' : startedAt !== null ? 'begun' : 'waits'
  const took = startedAt === null || doneAt === null ? '' : `${((doneAt - startedAt) / 1_000).toFixed(1)} s`
  return [step, state, attempts, took, error ?? '']
}

function forms({ state }: JobEntry, { tenant, failure }: Omit<Part, 'isFirst' | 'now'>) {
  const action = (deed: string) => `/operator/tenants/${tenant.id}/work/${deed}`
  if (state !== 'failed' && state !== 'running') return ''
  return html`${
      state === 'failed'
        ? html`<form method="post" action="${action('resume')}"><button>Let it go on</button></form>`
        : ''
    }
    <details ${failure ? html`open` : ''}>
      <summary>Give it up</summary>
      <p>What was done so far is taken back; of a studio in the making nothing is left.</p>
      <form class="stack" method="post" action="${action('abandon')}">
        ${confirmField(tenant.slug, failure)}
        <button class="danger">Give it up</button>
      </form>
    </details>`
}
