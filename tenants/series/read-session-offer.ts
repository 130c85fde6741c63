import { and, eq, gt, gte, lt, or } from 'drizzle-orm'
import { holds, sessions } from '../../db/tenant/schema/index.ts'
import { chooseWindow } from '../availability/booking-window.ts'
import { describeInstant } from '../availability/describe-when.ts'
import { pickHeadUnits, readHeadUses, type HeadUses } from '../bookings/choose-head-units.ts'
import { judgeBookability, refusalOf } from '../classes/bookability.ts'
import { selectSessions, type CountedSession } from '../classes/read-sessions.ts'
import { toSessionView } from '../classes/session-view.ts'
import type { TenantContext } from '../context.ts'
import type { Catalogue } from '../studio/get-catalogue.ts'
import { getLocation } from '../studio/get-location.ts'
import { getTrainer } from '../studio/get-trainer.ts'
import { orderNear, refuseAsGuard, type DateRefusal, type Look, type Offer } from './offer.ts'
import type { OfferWish } from './read-offers.ts'

/**
 * What the sessions of a class offer, all at one place: the one asked for, else where the first date is. Two round trips,
 * whatever the number of dates, or one where nothing is needed per head.
 */
export async function readSessionOffer(
  ctx: TenantContext,
  catalogue: Catalogue,
  wish: OfferWish,
): Promise<Offer> {
  const { service, trainerId, holdId, from, to } = wish
  const by = trainerId ? getTrainer(catalogue, trainerId).id : undefined
  const isWanted = and(
    eq(sessions.serviceId, service.id),
    gte(sessions.startsAt, from),
    lt(sessions.startsAt, to),
    by ? or(eq(sessions.trainerId, by), eq(sessions.secondTrainerId, by)) : undefined,
  )
  const [[found, [kept]], uses] = await Promise.all([
    ctx.db.read([selectSessions(ctx, ...(isWanted ? [isWanted] : [])), selectHold(ctx, holdId)]),
    readHeadUses(ctx, catalogue, { service, from, to, ignore: holdId === null ? [] : [holdId] }),
  ])
  const first = found.find(({ startsAt }) => startsAt === wish.startsAt)
  const { id: locationId } = getLocation(catalogue, wish.locationId ?? first?.locationId)
  const here = found
    .filter((session) => session.locationId === locationId)
    // What is held for them is free for them.
    .map((one) => (one.id === kept?.sessionId ? { ...one, held: one.held - kept.quantity } : one))
  return makeSessionOffer(catalogue, { ...wish, locationId, here, uses, now: ctx.now() })
}

function selectHold({ db, now }: TenantContext, holdId: string | null) {
  return db.orm
    .select({ sessionId: holds.sessionId, quantity: holds.quantity })
    .from(holds)
    .where(and(eq(holds.id, holdId ?? ''), eq(holds.status, 'active'), gt(holds.expiresAt, now())))
}

type Ingredients = OfferWish & { locationId: string; here: CountedSession[]; uses: HeadUses; now: number }

function makeSessionOffer(catalogue: Catalogue, ingredients: Ingredients): Offer {
  const { service, locationId, clientGroupId, isStaff, here, now } = ingredients
  const { timeZone } = getLocation(catalogue, locationId)
  const circumstances = {
    service,
    rules: chooseWindow(catalogue, service, clientGroupId),
    timeZone,
    now,
    isStaff,
  }
  const look = (session: CountedSession): Look => {
    const refusal = refuseByRules(session, circumstances) ?? refuseByPlaces(catalogue, session, ingredients)
    if (refusal) return { ok: false, refusal }
    const takesEach = pickHeadUnits(catalogue, ingredients.uses, {
      service,
      session,
      heads: ingredients.heads,
    })
    if (!takesEach) return { ok: false, refusal: refuseAsGuard('resource_taken') }
    const { startsAt, endsAt, trainerId, priceMinor } = session
    const spot = { kind: 'session', session, timeZone, takesEach } as const
    return { ok: true, place: { startsAt, endsAt, trainerId, priceMinor, spot } }
  }
  return {
    trainerId: null,
    locationId,
    timeZone,
    at: (startsAt) => {
      const answers = here.filter((session) => session.startsAt === startsAt).map(look)
      // Beyond what sessions are made for, it is the window that says no.
      const scheduled = { status: 'scheduled', startsAt, booked: 0 } as const
      const refusal = refuseByRules(scheduled, circumstances) ?? NO_SESSION
      return answers.find(({ ok }) => ok) ?? answers[0] ?? { ok: false, refusal }
    },
    near: (startsAt) => {
      const able = here.map(look).flatMap((answer) => (answer.ok ? [answer.place] : []))
      const starts = able.map((place) => place.startsAt)
      return orderNear(starts, startsAt, timeZone).flatMap(
        (start) => able.find((place) => place.startsAt === start) ?? [],
      )
    },
  }
}

const NO_SESSION: DateRefusal = {
  reason: 'no_session',
  sentence: 'There is no such class then.',
  opensAt: null,
}

type Circumstances = Parameters<typeof judgeBookability>[1] & Pick<OfferWish, 'isStaff'>

/** Notice and window are for clients; what is cancelled or has begun stays so. */
function refuseByRules(
  session: Parameters<typeof judgeBookability>[0],
  { isStaff, ...circumstances }: Circumstances,
): DateRefusal | undefined {
  const bookability = judgeBookability(session, circumstances)
  if (bookability.ok) return undefined
  const { reason, opensAt = null } = bookability
  if (isStaff && reason !== 'cancelled' && reason !== 'started') return undefined
  const { message } = refusalOf(bookability)
  if (opensAt === null) return { reason, sentence: message, opensAt }
  const sentence = `Booking for this class opens on ${describeInstant(circumstances.timeZone, opensAt)}.`
  return { reason, sentence, opensAt }
}

function refuseByPlaces(
  catalogue: Catalogue,
  session: CountedSession,
  { isStaff, heads, now }: Pick<Ingredients, 'isStaff' | 'heads' | 'now'>,
): DateRefusal | undefined {
  const { capacity, booked, held, inQueue } = session
  const left = capacity - booked - held
  // As if nobody waited: who does is asked last.
  const { placesLeft } = toSessionView({ ...session, inQueue: 0 }, catalogue, now)
  if (heads > (isStaff ? left : placesLeft)) return refuseAsGuard('session_full')
  // Staff may give away what whoever waits could not have.
  const ownLeft = isStaff ? left - placesLeft : 0
  return inQueue > 0 && heads > ownLeft ? refuseAsGuard('waitlist_first') : undefined
}
