import { makeManageToken } from '../access/manage-token.ts'
import { requireReach, requireStaff, type Staff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { deriveId, hashText } from '../ids.ts'
import { parseInput } from '../parse-input.ts'
import { isSuspended } from '../policies/is-suspended.ts'
import { getCatalogue, type Catalogue } from '../studio/get-catalogue.ts'
import type { BookCommand } from './booking-command.ts'
import {
  createBookingInput,
  type BookingClient,
  type CreateBookingInput,
  type ParsedBookingInput,
} from './booking-input.ts'
import type { BookingRequest } from './booking-request.ts'
import { toBookingView, type BookingView } from './booking-view.ts'
import { bookPlace } from './book-place.ts'
import { bookTime } from './book-time.ts'
import { findBooking, type FoundBooking } from './find-booking.ts'
import { findContact } from './find-contact.ts'
import { readClient, type KnownClient } from './read-client.ts'
import { refuseBlocked } from './refuse-blocked.ts'
import { guardRefusals, refusals } from './refuse-booking.ts'
import { requireOwnPlace } from './require-own-place.ts'

export type CreatedBooking = {
  booking: BookingView
  /** Everybody who comes, whoever booked first. */
  party: BookingView[]
  manageToken: string
  isNew: boolean
}

/** A request without what is booked, which differs between a time and a place in a session. */
export type Wish = Omit<BookingRequest, 'service' | 'spots'>
export type Ask = { ctx: TenantContext; catalogue: Catalogue; input: ParsedBookingInput; wish: Wish }

/**
 * Books a time of a trainer (or of whichever trainer is free then and least busy that day), or places in a session, for a
 * client, somebody of theirs, and their guests. Staff name the client by id, or as they know them, be it without an address.
 *
 * What can be checked is checked here; the decision is the database's, reached through the trainer's line, so that of two
 * people racing for the same place one wins. It belongs to the client with the address given, whoever books. Its id comes
 * from the idempotency key: sent again, the same request finds its own booking, also when the first answer got lost.
 *
 * @throws AppError `invalid_input`, `not_found`, `unauthorized` and `forbidden` (staff's ways), `slot_unavailable` (with
 * a reason), `slot_taken` (with alternatives), `session_full`, `not_allowed` (limits, overlaps, `client_blocked` without
 * `despiteBlock` or `override`), `idempotency_key_reused`,
 * `unavailable` (nothing was booked), `outcome_unknown` (the same request settles it); DatabaseError when the studio's
 * database cannot be read.
 */
export async function createBooking(ctx: TenantContext, raw: CreateBookingInput): Promise<CreatedBooking> {
  const asked = parseInput(createBookingInput, raw)
  const { actor, onlyTrainerId } = whoBooks(ctx, asked)
  // A trainer who says nobody means themself.
  const input = asked.sessionId ? asked : { ...asked, trainerId: asked.trainerId ?? onlyTrainerId }
  if (onlyTrainerId !== null) await requireOwnPlace(ctx, input)
  const id = await deriveId('bkg', ctx.tenant.id, input.source, input.idempotencyKey)
  const requestHash = await hashRequest(input)
  const [catalogue, known, client] = await Promise.all([
    getCatalogue(ctx),
    findBooking(ctx, id),
    readClient(ctx, input.clientId ?? input.client?.email ?? (await deriveId('cli', id))),
  ])
  if (known) return replay(ctx, known, { catalogue, requestHash })
  if (input.source === 'staff') refuseBlocked(ctx, client, input)
  else await refuseSuspended(ctx, client)

  const contact = await findContact(ctx, input, onlyTrainerId)
  const wish = await makeWish(catalogue, {
    input: { ...input, client: contact },
    id,
    requestHash,
    client,
    actor,
  })
  const ask = { ctx, catalogue, input, wish }
  const outcome = await (input.sessionId ? bookPlace(ask) : bookTime(ask))
  if (outcome.ok) {
    const [first, ...others] = outcome.bookings.map((row) => toBookingView(row, catalogue, 'planned'))
    if (!first) throw new AppError('outcome_unknown', refusals.outcome_unknown)
    await ctx.announce(first.createdAt)
    return {
      booking: first,
      party: [first, ...others],
      manageToken: await makeManageToken(ctx, id),
      isNew: true,
    }
  }
  // What took it may be this very request, sent twice at once.
  const winner = await findBooking(ctx, id)
  if (winner) return replay(ctx, winner, { catalogue, requestHash })
  throw outcome.failure
}

/**
 * Whoever asks, as history writes it, and with which trainer only they may book. What is in the way only those override
 * who may change everybody's bookings. Throws `unauthorized` for staff's ways without being staff, and `forbidden`.
 */
export function whoBooks(
  ctx: TenantContext,
  { source, override }: Pick<ParsedBookingInput, 'source' | 'override'>,
): Staff {
  if (override) return { actor: requireStaff(ctx, 'bookings:change'), onlyTrainerId: null }
  if (source === 'staff') return requireReach(ctx, 'bookings:change')
  const isClient = source === 'portal' || ctx.actor.kind === 'client'
  return { actor: isClient ? 'client' : 'api', onlyTrainerId: null }
}

/** Throws `not_allowed` (`suspended`, `client_blocked`) while this client may not book online. */
export async function refuseSuspended(ctx: TenantContext, client: KnownClient): Promise<void> {
  if (client.isBlocked) {
    const { code, sentence } = guardRefusals.client_blocked
    throw new AppError(code, sentence, { reason: 'client_blocked' })
  }
  const suspension = client.id === null ? null : await isSuspended(ctx, client.id)
  if (!suspension) return
  throw new AppError(
    'not_allowed',
    'Online booking is stopped for a while after late cancellations. Please call the studio.',
    { reason: 'suspended', opensAt: suspension.until },
  )
}

type Asked = Pick<
  ParsedBookingInput,
  'attendee' | 'guests' | 'notes' | 'source' | 'host' | 'hold' | 'override' | 'despiteBlock'
> & { client: BookingClient; agreesToSms?: boolean | null | undefined }
type Known = {
  input: Asked
  id: string
  requestHash: string
  client: KnownClient
  actor: string
}

/** What was asked for, as every door hands it on. */
export async function makeWish({ studio }: Catalogue, known: Known): Promise<Wish> {
  const { input, id, requestHash, client, actor } = known
  const { firstName, lastName, email, phone, locale, timeZone } = input.client
  const hold: BookCommand['hold'] = input.hold
    ? { id: input.hold.id, holder: await hashText(input.hold.holderSecret) }
    : null
  return {
    id,
    requestHash,
    contact: {
      firstName,
      lastName,
      email,
      phone,
      locale: locale && studio.locales.includes(locale) ? locale : studio.defaultLocale,
      timeZone: timeZone ?? null,
    },
    client,
    attendee: input.attendee ?? null,
    guests: (input.guests ?? []).map((guest) => ({
      firstName: guest.firstName ?? null,
      lastName: guest.lastName ?? null,
    })),
    notes: input.notes || null,
    agreesToSms: Boolean(input.agreesToSms),
    source: input.source,
    actor,
    host: input.host,
    hold,
    waitlistEntryId: null,
    overrideReason: input.override?.reason ?? null,
    isDespiteBlock: client.isBlocked && Boolean(input.despiteBlock) && !input.override,
    series: null,
  }
}

async function replay(
  ctx: TenantContext,
  { row, party, confirmationState }: FoundBooking,
  { catalogue, requestHash }: { catalogue: Catalogue; requestHash: string },
): Promise<CreatedBooking> {
  if (row.requestHash !== requestHash) {
    throw new AppError('idempotency_key_reused', refusals.idempotency_key_reused)
  }
  const view = (one: typeof row) => toBookingView(one, catalogue, confirmationState)
  return {
    booking: view(row),
    party: party.map(view),
    manageToken: await makeManageToken(ctx, row.id),
    isNew: false,
  }
}

/** SHA-256 of what was asked for, as hex: everything but the key and the way it came. */
function hashRequest(input: ParsedBookingInput): Promise<string> {
  const { idempotencyKey: _key, source: _source, host: _host, hold: _hold, client, ...asked } = input
  const { firstName, lastName, email, phone } = client ?? {}
  // What was left out and what was empty is the same.
  const given = Object.entries(asked).filter(
    ([, value]) => value && !(Array.isArray(value) && value.length === 0),
  )
  return hashText(
    JSON.stringify([given.toSorted(([a], [b]) => (a < b ? -1 : 1)), firstName, lastName, email, phone]),
  )
}
