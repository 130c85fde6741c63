import { listAvailableSlots } from '../../tenants/availability/list-available-slots.ts'
import { localDateAt } from '../../tenants/availability/local-time.ts'
import { AppError } from '../../tenants/errors.ts'
import { placeHold } from '../../tenants/holds/place-hold.ts'
import { readCookie } from '../lib/cookies.ts'
import { repeatPath, startPath, timesPath, withQuery } from '../lib/portal-paths.ts'
import type { Portal } from '../lib/portal.server.ts'
import { choiceOf, queryOf, wishOf, type Choice } from './choice.server.ts'
import { startOf } from './details-view.server.ts'
import { HOLDER_COOKIE, releaseKept } from './kept-time.server.ts'

/**
 * Keeps the time that a visitor chose and leads to its form (with `repeat`, to that of the same time every week), or, asked
 * to, gives it back and leads to the other times. What cannot be kept can still be asked for: the form says what became of it. Null for whoever
 * has left and goes nowhere.
 */
export async function holdAnswer(portal: Portal): Promise<string | null> {
  const { path, request, url } = portal
  const choice = choiceOf(portal)
  const startsAt = startOf(portal)
  const { service, trainerSlug, location } = choice
  await releaseKept(portal)
  const intent = (await request.formData()).get('intent')
  if (intent === 'leave') return null
  if (intent === 'release') {
    const on = localDateAt(location.timeZone, startsAt)
    return path(withQuery(timesPath(service.slug, trainerSlug, on), queryOf({ ...choice, hold: null })))
  }
  const hold = await keep(portal, choice, startsAt)
  const [count, people] = ['count', 'people'].map((name) => url.searchParams.get(name))
  const toPath = url.searchParams.has('repeat') ? repeatPath : startPath
  const query = { ...queryOf(choice), count, people, hold }
  return path(withQuery(toPath(service.slug, trainerSlug, startsAt), query))
}

/** The new hold's id; null when nothing could be kept, or when the browser would not remember whose it is. */
async function keep(portal: Portal, choice: Choice, startsAt: number): Promise<string | null> {
  const { ctx, request } = portal
  const holderSecret = readCookie(request, HOLDER_COOKIE)
  if (!holderSecret) return null
  try {
    const trainerId = choice.trainer?.id ?? (await whoIsFree(portal, choice, startsAt))
    if (!trainerId) return null
    const wish = { ...wishOf(choice), trainerId, startsAt }
    const { id } = await placeHold(ctx, { attemptKey: crypto.randomUUID(), holderSecret, wish })
    return id
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

async function whoIsFree({ ctx }: Portal, choice: Choice, startsAt: number): Promise<string | undefined> {
  const on = localDateAt(choice.location.timeZone, startsAt)
  const { slots } = await listAvailableSlots(ctx, { ...wishOf(choice), fromOn: on, toOn: on })
  return slots.find((slot) => slot.startsAt === startsAt)?.trainerIds[0]
}
