import { redirect } from '@remix-run/cloudflare'
import { listFirstSteps, type FirstStep } from '../../../tenants/start/list-first-steps.ts'
import { putFirstStepsAway } from '../../../tenants/start/put-first-steps-away.ts'
import type { Desk } from '../../lib/desk.server.ts'
import { titleOf } from './page-title.server.ts'

const ways: Record<FirstStep, string> = {
  place: '/admin/places',
  trainer: '/admin/trainers/new',
  service: '/admin/services/new',
  hours: '/admin/hours',
  look: '/admin/site',
  booking: '/book',
}

/** What is left to do before clients can book, and the way to each. */
export async function startPage(desk: Desk) {
  const { ctx, say, words } = desk
  const labels = words('start')
  const { steps, isBookable } = await listFirstSteps(ctx)
  const done = steps.filter(({ isDone }) => isDone).length
  const next = steps.find(({ isDone }) => !isDone)
  return {
    pageTitle: titleOf(desk, labels.title),
    steps: steps.map(({ key, isDone }) => {
      return { key, isDone, isNext: key === next?.key, href: ways[key], ...labels.steps[key] }
    }),
    progress: { done, all: steps.length, label: say('say.stepsDone', { done, all: steps.length }) },
    isBookable,
    words: labels,
  }
}

export async function startAnswer({ ctx }: Desk) {
  await putFirstStepsAway(ctx, true)
  return redirect('/admin', 303)
}

/** The way to the list for the admin's first page, while there is something to do; null for who cannot do it. */
export async function startTeaser(desk: Desk): Promise<{ label: string; under: string } | null> {
  const { ctx, mayAny, say, words } = desk
  if (!mayAny('settings:change')) return null
  const { steps, isPutAway } = await listFirstSteps(ctx)
  const done = steps.filter(({ isDone }) => isDone).length
  if (isPutAway || done === steps.length) return null
  return { label: words('start').title, under: say('say.stepsDone', { done, all: steps.length }) }
}
