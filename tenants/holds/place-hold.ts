import { eq, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import { holds, type HoldRow } from '../../db/tenant/schema/index.ts'
import type { HoldCommand } from '../bookings/booking-command.ts'
import { explainOutcome, refusals } from '../bookings/refuse-booking.ts'
import type { TenantContext } from '../context.ts'
import { minutes } from '../durations.ts'
import { AppError, isAppError } from '../errors.ts'
import { deriveId, hashText } from '../ids.ts'
import { anId, anInstant, idempotencyKey } from '../input-parts.ts'
import { parseInput } from '../parse-input.ts'
import { getCatalogue, type Catalogue } from '../studio/get-catalogue.ts'
import { getService } from '../studio/get-service.ts'
import { getTrainer } from '../studio/get-trainer.ts'
import { draftPlaceHold } from './draft-place-hold.ts'
import { draftTimeHold } from './draft-time-hold.ts'
import { HOLD_MS, toHoldView, type HoldView } from './hold-view.ts'
import { keepOn, refuseGone } from './renew-hold.ts'

const placeHoldInput = z.object({
  /** Chosen by the visitor's page, new for each attempt to keep a place. */
  attemptKey: idempotencyKey,
  /** Chosen by the visitor's browser: whoever has it has their holds. */
  holderSecret: z.string().min(16, 'invalid').max(200, 'too_long'),
  wish: z.union(
    [
      z.object({ sessionId: anId, quantity: z.number().int().min(1).max(51) }),
      z.object({
        serviceId: anId,
        trainerId: anId,
        startsAt: anInstant,
        durationMinutes: z.number().int().min(1).max(720).nullish(),
        locationId: anId.nullish(),
      }),
    ],
    'invalid',
  ),
})
export type PlaceHoldInput = z.input<typeof placeHoldInput>
type Wish = z.output<typeof placeHoldInput>['wish']
export type SessionWish = Extract<Wish, { sessionId: string }>
export type TimeWish = Extract<Wish, { serviceId: string }>

/** What a hold takes, before it has a name and a holder. */
export type HoldDraft = {
  row: Omit<HoldRow, 'id' | 'holder' | 'status' | 'bookingId' | 'statusAt' | 'createdAt' | 'expiresAt'>
  claim: Pick<HoldCommand['claim'], 'times' | 'takes' | 'places' | 'limits'>
}

const MOST_HOLDS = 2

/**
 * Keeps a time or places in a session for five minutes, while somebody fills the form. The id comes from the attempt's key:
 * sent again, the same attempt keeps its own place longer (a quarter of an hour in all). Another tab of the same visitor that
 * wants the same gets the hold there is. One visitor holds two places at most.
 *
 * @throws AppError `invalid_input`, `not_found`; `slot_unavailable`, `slot_taken`, `session_full`, `not_allowed`
 * (`hold_limit` and the studio's rules), each with a reason; `conflict` (`hold_released`, `hold_consumed`, `hold_expired`)
 * for an attempt that is over; `idempotency_key_reused` for another's, or for something else; `unavailable`,
 * `outcome_unknown`; DatabaseError.
 */
export async function placeHold(ctx: TenantContext, raw: PlaceHoldInput): Promise<HoldView> {
  const { attemptKey, holderSecret, wish } = parseInput(placeHoldInput, raw)
  const holder = await hashText(holderSecret)
  const attempt = { id: await deriveId('hld', ctx.tenant.id, attemptKey), holder }
  const [catalogue, known] = await Promise.all([getCatalogue(ctx), readHolds(ctx, attempt)])
  const isWanted = matcher(catalogue, wish)
  const own = known.find((row) => row.id === attempt.id) ?? known.find(isWanted)
  if (own) return keepOwn(ctx, own, { holder, isWanted })

  const kept = await keepNew(ctx, catalogue, { wish, ...attempt })
  if (!(kept instanceof AppError)) return kept
  // What took it may be the same visitor's other tab; or the attempt was given up on its way.
  const now = await readHolds(ctx, attempt)
  const twin = now.find((row) => row.id === attempt.id) ?? now.find(isWanted)
  if (twin) return keepOwn(ctx, twin, { holder, isWanted })
  throw kept
}

/** The attempt's own row, and whatever else is kept for the visitor. */
async function readHolds(
  { db, now }: TenantContext,
  attempt: { id: string; holder: string },
): Promise<HoldRow[]> {
  const isKept = sql`${holds.holder} = ${attempt.holder} AND ${holds.status} = 'active' AND ${holds.expiresAt} > ${now()}`
  const [rows] = await db.read([
    db.orm
      .select()
      .from(holds)
      .where(or(eq(holds.id, attempt.id), isKept)),
  ])
  return rows
}

type Attempt = { wish: Wish; id: string; holder: string }

/** The new hold, or why something else has what it wants. Throws as `placeHold` what nobody could have. */
async function keepNew(
  ctx: TenantContext,
  catalogue: Catalogue,
  attempt: Attempt,
): Promise<HoldView | AppError> {
  try {
    const command = await makeCommand(ctx, catalogue, attempt)
    const outcome = await ctx.calendar.book(command)
    if (outcome.ok) return toHoldView(outcome.hold ?? command.row, ctx.now())
    return await explainOutcome(ctx, catalogue, { code: outcome.code, claim: command.claim })
  } catch (error) {
    if (isAppError(error, 'slot_taken')) return error
    throw error
  }
}

type Asked = { holder: string; isWanted: (row: HoldRow) => boolean }

function keepOwn(ctx: TenantContext, row: HoldRow, { holder, isWanted }: Asked): Promise<HoldView> {
  // What was given up before it came says nothing of what was wanted.
  if (row.holder === holder) refuseGone(row, ctx.now())
  if (row.holder === holder && isWanted(row)) return keepOn(ctx, row)
  throw new AppError('idempotency_key_reused', refusals.idempotency_key_reused, {
    reason: 'idempotency_key_reused',
  })
}

/** Whether a hold keeps just this. Throws `not_found` for a service or trainer there is not. */
function matcher(catalogue: Catalogue, wish: Wish): (row: HoldRow) => boolean {
  if ('sessionId' in wish) return (row) => row.sessionId === wish.sessionId && row.quantity === wish.quantity
  const serviceId = getService(catalogue, wish.serviceId).id
  const trainerId = getTrainer(catalogue, wish.trainerId).id
  return (row) =>
    row.sessionId === null &&
    row.serviceId === serviceId &&
    row.trainerId === trainerId &&
    row.startsAt === wish.startsAt &&
    (!wish.durationMinutes || row.endsAt === row.startsAt + minutes(wish.durationMinutes))
}

async function makeCommand(
  ctx: TenantContext,
  catalogue: Catalogue,
  { wish, id: attemptId, holder }: Attempt,
): Promise<HoldCommand> {
  const draft =
    'sessionId' in wish
      ? await draftPlaceHold(ctx, catalogue, wish)
      : await draftTimeHold(ctx, catalogue, wish)
  const now = ctx.now()
  const life = {
    status: 'active',
    bookingId: null,
    statusAt: now,
    createdAt: now,
    expiresAt: now + HOLD_MS,
  } as const
  return {
    kind: 'hold',
    id: attemptId,
    lineId: draft.row.trainerId,
    row: { ...draft.row, id: attemptId, holder, ...life },
    claim: {
      ...draft.claim,
      person: null,
      holder: { holder, most: MOST_HOLDS },
      ignore: [attemptId],
      isForced: false,
      now,
    },
  }
}
