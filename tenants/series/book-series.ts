import { makeManageToken } from '../access/manage-token.ts'
import { makeWish, refuseSuspended, whoBooks, type Wish } from '../bookings/create-booking.ts'
import type { BookingClient } from '../bookings/booking-input.ts'
import { findBooking } from '../bookings/find-booking.ts'
import { findContact } from '../bookings/find-contact.ts'
import { makeBookCommand } from '../bookings/make-book-command.ts'
import { readClient } from '../bookings/read-client.ts'
import { refuseBlocked } from '../bookings/refuse-blocked.ts'
import { explainOutcome, refusals } from '../bookings/refuse-booking.ts'
import { requireOwnPlace } from '../bookings/require-own-place.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { deriveId, hashText } from '../ids.ts'
import { parseInput } from '../parse-input.ts'
import { getCatalogue, type Catalogue } from '../studio/get-catalogue.ts'
import { getService } from '../studio/get-service.ts'
import { findSeries } from './find-series.ts'
import { toStoredWish } from './list-series-days.ts'
import { planSeries, type PlannedSeries } from './plan-series.ts'
import { bookSeriesInput, type BookSeriesInput, type ParsedSeriesInput } from './series-input.ts'
import { SeriesRefused } from './series-refused.ts'
import { toSeriesView, type SeriesView } from './series-view.ts'

export type BookedSeries = {
  series: SeriesView
  /** Of its first booking; it opens the series. */
  manageToken: string
  isNew: boolean
}

/** So often dates are chosen anew because somebody was faster. */
const MAX_ATTEMPTS = 4

/** With the client as they are known. */
type Input = ParsedSeriesInput & { client: BookingClient }
type Ask = { catalogue: Catalogue; input: Input; wish: Wish; seriesId: string }

/**
 * Books the dates of a series, all in one step or none: "Tuesdays 18:00, ten times". What becomes of dates that cannot be
 * had, the choices and then the policy say. When a date is taken while this goes on, nothing is booked and it starts over
 * with what is free by then. Sent again under the same key, it finds its own series.
 *
 * @throws SeriesRefused with the dates as they are now and nothing booked: `changed_meanwhile` when that is not what
 * `previewVersion` was, `conflict` (`series_conflicts`) when a date cannot be had and is not left out. AppError
 * `invalid_input`, `not_found`, `unauthorized`, `forbidden`, `not_allowed` (`suspended`, `client_blocked`), `idempotency_key_reused`,
 * `unavailable`, `outcome_unknown`, and what `createBooking` throws when somebody was faster each time; DatabaseError.
 */
export async function bookSeries(ctx: TenantContext, raw: BookSeriesInput): Promise<BookedSeries> {
  const asked = parseInput(bookSeriesInput, raw)
  const { actor, onlyTrainerId } = whoBooks(ctx, asked)
  // A trainer books with themself, in classes they give; with nobody else anything is offered then.
  const named = { ...asked, trainerId: asked.trainerId ?? onlyTrainerId }
  if (onlyTrainerId !== null) await requireOwnPlace(ctx, { trainerId: named.trainerId })
  const id = await deriveId('bkg', ctx.tenant.id, named.source, named.idempotencyKey)
  const requestHash = await hashRequest(named)
  const seriesId = await deriveId('bse', id)
  const [catalogue, client, known] = await Promise.all([
    getCatalogue(ctx),
    readClient(ctx, named.clientId ?? named.client?.email ?? (await deriveId('cli', id))),
    findKnown(ctx, { id, requestHash, seriesId }),
  ])
  if (known) return known
  if (named.source === 'staff') refuseBlocked(ctx, client, { ...named, override: null })
  else await refuseSuspended(ctx, client)
  const input: Input = { ...named, client: await findContact(ctx, named, onlyTrainerId) }
  const wish = await makeWish(catalogue, { input, id, requestHash, client, actor })
  const ask = { catalogue, input, wish, seriesId }
  let failure: AppError | undefined
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    // Only who has tried in earnest hears what the client has elsewhere.
    const planned = await plan(ctx, ask, attempt > 0 || input.source === 'staff')
    refuseOthers(planned, input)
    const tried = await tryOnce(ctx, ask, planned)
    const booked = await findKnown(ctx, { id, requestHash, seriesId })
    if (booked) return { ...booked, isNew: tried === null }
    failure = tried ?? new AppError('outcome_unknown', refusals.outcome_unknown)
    if (['unavailable', 'outcome_unknown', 'idempotency_key_reused'].includes(failure.code)) break
  }
  throw failure ?? new AppError('unavailable', refusals.unavailable)
}

async function plan(
  ctx: TenantContext,
  { catalogue, input, wish }: Ask,
  isClientKnown: boolean,
): Promise<PlannedSeries> {
  const { attendee } = input
  const { key } = wish.client
  return planSeries(ctx, catalogue, {
    wish: input,
    client: wish.client,
    clientKey: isClientKnown ? key : null,
    dependentId: attendee ? await deriveId('dep', key, attendee.firstName, attendee.lastName) : null,
    isStaff: input.source === 'staff',
    holdId: wish.hold?.id ?? null,
  })
}

/** Throws when it is not what was seen, or does not say what becomes of every date. */
function refuseOthers({ preview }: PlannedSeries, { previewVersion }: Input): void {
  const { dates, version } = preview
  const nothing = 'Nothing was booked.'
  if (previewVersion && previewVersion !== version) {
    const sentence = `It was changed meanwhile: not all of it is as you saw it. ${nothing}`
    throw new SeriesRefused('changed_meanwhile', sentence, preview)
  }
  const refused = dates.filter(({ reason }) => reason !== null).length
  const hasAny = dates.some(({ startsAt }) => startsAt !== null)
  if (hasAny && !dates.some(({ status }) => status === 'conflict')) return
  const sentence = `${refused} of ${dates.length} dates cannot be booked as they are. ${nothing}`
  throw new SeriesRefused('conflict', sentence, preview)
}

/** Nothing when it went through, else why not. */
async function tryOnce(
  ctx: TenantContext,
  { catalogue, input, wish, seriesId }: Ask,
  { offer, dates }: PlannedSeries,
): Promise<AppError | null> {
  const booked = dates.flatMap(({ day, place }) =>
    place ? [{ position: day.position, spot: place.spot }] : [],
  )
  const [first, ...others] = booked.map(({ spot }) => spot)
  if (!first) throw new AppError('unavailable', refusals.unavailable)
  const command = await makeBookCommand(ctx, catalogue, {
    ...wish,
    service: getService(catalogue, input.serviceId),
    spots: [first, ...others],
    series: {
      id: seriesId,
      wish: toStoredWish(input, offer.timeZone),
      positions: booked.map(({ position }) => position),
    },
  })
  const outcome = await ctx.calendar.book(command)
  if (!outcome.ok) return explainOutcome(ctx, catalogue, { code: outcome.code, claim: command.claim })
  await ctx.announce(ctx.now())
  return null
}

type Known = { id: string; requestHash: string; seriesId: string }

/** The series under this key, if it is there. Throws `idempotency_key_reused` when something else is. */
async function findKnown(ctx: TenantContext, known: Known): Promise<BookedSeries | undefined> {
  const [catalogue, found, first] = await Promise.all([
    getCatalogue(ctx),
    findSeries(ctx, known.seriesId),
    findBooking(ctx, known.id),
  ])
  if (!first) return undefined
  if (!found || first.row.requestHash !== known.requestHash) {
    throw new AppError('idempotency_key_reused', refusals.idempotency_key_reused)
  }
  return {
    series: toSeriesView(found, catalogue, ctx.now()),
    manageToken: await makeManageToken(ctx, known.id),
    isNew: false,
  }
}

/** SHA-256 of what was asked for, as hex: everything but the key and the way it came. What is empty was left out. */
function hashRequest(input: ParsedSeriesInput): Promise<string> {
  const {
    idempotencyKey: _key,
    source: _source,
    host: _host,
    previewVersion: _seen,
    hold: _hold,
    client,
    ...asked
  } = input
  const { firstName, lastName, email, phone } = client ?? {}
  const isGiven = (_name: string, value: unknown) => (value === null || value === '' ? undefined : value)
  return hashText(JSON.stringify({ ...asked, client: { firstName, lastName, email, phone } }, isGiven))
}
