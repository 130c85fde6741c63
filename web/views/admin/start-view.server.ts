import { requireStaff } from '../../../tenants/access/require-staff.ts'
import { addSamples } from '../../../tenants/start/add-samples.ts'
import { countSamples, hasSamples } from '../../../tenants/start/count-samples.ts'
import { giveOrdinaryWeek } from '../../../tenants/start/give-ordinary-week.ts'
import { listFirstSteps, type FirstStep } from '../../../tenants/start/list-first-steps.ts'
import { putFirstStepsAway } from '../../../tenants/start/put-first-steps-away.ts'
import { removeSamples } from '../../../tenants/start/remove-samples.ts'
import type { Desk } from '../../lib/desk.server.ts'
import type { FormAnswer } from '../../lib/form-answer.server.ts'
import { readForm } from '../../lib/read-form.server.ts'
import { START_PATH as HOME, stepPath } from './done-in-steps.server.ts'
import { mend } from './mend.server.ts'
import { titleOf } from './page-title.server.ts'
import { donePath } from './toast.server.ts'

const ways: Record<FirstStep, string> = {
  place: '/admin/places',
  trainer: stepPath('/admin/trainers/new'),
  service: stepPath('/admin/services/new'),
  hours: '/admin/hours',
  look: stepPath('/admin/site'),
  booking: '/book',
}

/** What is left to do before clients can book, and the way to each. */
export async function startPage(desk: Desk) {
  const { ctx, say, words } = desk
  const labels = words('start')
  const [{ steps, isBookable }, samples] = await Promise.all([listFirstSteps(ctx), countSamples(ctx)])
  const done = steps.filter(({ isDone }) => isDone).length
  const next = steps.find(({ isDone }) => !isDone)
  return {
    pageTitle: titleOf(desk, labels.title),
    steps: steps.map(({ key, isDone }) => {
      return { key, isDone, isNext: key === next?.key, href: ways[key], ...labels.steps[key] }
    }),
    progress: { done, all: steps.length, label: say('say.stepsDone', { done, all: steps.length }) },
    isBookable,
    offersWeek:
      next?.key === 'hours' && desk.catalogue.trainers.some(({ weeklyHours }) => weeklyHours.length === 0),
    hasSamples: hasSamples(samples),
    samplesHref: `${HOME}/samples`,
    siteUrl: `${ctx.origin}/`,
    words: labels,
  }
}

export type StartPage = Awaited<ReturnType<typeof startPage>>

/** Puts the list away, gives everybody hours, or adds what there is to try things out with. */
export async function startAnswer(desk: Desk): Promise<FormAnswer> {
  const { ctx, request, words } = desk
  const intent = (await readForm(request)).text('intent')
  return mend<FormAnswer>(desk, { errors: words('start').samples.errors }, async () => {
    if (intent === 'add_samples') {
      await addSamples(ctx)
      return { location: donePath(HOME, 'samplesAdded') }
    }
    if (intent === 'ordinary_week') {
      await giveOrdinaryWeek(ctx)
      return { location: donePath(HOME, 'saved') }
    }
    await putFirstStepsAway(ctx, true)
    return { location: '/admin' }
  })
}

/** Asks whether the samples shall go. */
export async function samplesPage(desk: Desk) {
  requireStaff(desk.ctx, 'settings:change')
  const { samples } = desk.words('start')
  return {
    pageTitle: titleOf(desk, samples.question),
    href: HOME,
    listTitle: desk.words('start').title,
    hasSamples: hasSamples(await countSamples(desk.ctx)),
    words: samples,
  }
}

/** Takes them away; what stayed is told by name. */
export async function samplesAnswer({ ctx, words }: Desk) {
  const { kept } = await removeSamples(ctx)
  if (kept.length === 0) return { location: donePath(HOME, 'samplesRemoved') }
  const { kinds } = words('start').samples
  return {
    kept: kept.map(({ kind, id, name }) => ({ key: id, name, kind: kinds[kind], href: hrefs[kind] + id })),
  }
}

const hrefs = { client: '/admin/clients/', service: '/admin/services/', trainer: '/admin/trainers/' }

/** The way to the list for the admin's first page, while there is something to do; null for who cannot do it. */
export async function startTeaser(desk: Desk): Promise<{ label: string; under: string } | null> {
  const { ctx, mayAny, say, words } = desk
  if (!mayAny('settings:change')) return null
  const { steps, isPutAway } = await listFirstSteps(ctx)
  const done = steps.filter(({ isDone }) => isDone).length
  if (isPutAway || done === steps.length) return null
  return { label: words('start').title, under: say('say.stepsDone', { done, all: steps.length }) }
}
