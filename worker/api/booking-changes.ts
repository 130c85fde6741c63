import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { BookingView } from '../../tenants/bookings/booking-view.ts'
import { cancelBooking } from '../../tenants/bookings/cancel-booking.ts'
import { changeBooking } from '../../tenants/bookings/change-booking.ts'
import { findManageUrl } from '../../tenants/bookings/manage-url.ts'
import { previewCancel } from '../../tenants/bookings/preview-cancel.ts'
import { rescheduleBooking } from '../../tenants/bookings/reschedule-booking.ts'
import type { AppEnv } from '../app-env.ts'
import { bookingSchema, managed, manageTokenOf, toBookingJson } from './booking-json.ts'
import { idempotencyHeader } from './bookings.ts'
import { toInstant } from './instant.ts'
import { moneySchema } from './money.ts'
import { json, problems } from './responses.ts'
import { bodyOf } from './staff-route.ts'

const path = '/bookings/{booking_id}'
/** By the manage token of the booking, as its client, or as staff. */
const security: Record<string, string[]>[] = [{ manageToken: [] }, { personToken: [] }, { staffKey: [] }]

/** The problems of whatever changes a booking. */
export const changeProblems = {
  ...problems('bad_request', 'unauthorized', 'forbidden', 'not_found'),
  ...problems('already_started', 'changed_meanwhile'),
  ...problems('unsupported_media_type', 'invalid_input', 'not_allowed', 'unavailable', 'outcome_unknown'),
}

const wholeParty = z.boolean().nullish().openapi({ description: 'Everybody who was booked together.' })

const changeSchema = z
  .object({
    notes: z.string().nullish().openapi({ description: 'Null: none any more.' }),
    attendee: z
      .object({ first_name: z.string().nullish(), last_name: z.string().nullish() })
      .nullish()
      .openapi({ description: 'The name of a guest; null: nameless.' }),
  })
  .openapi('BookingChange')

const cancelSchema = z
  .object({
    reason: z.string().nullish(),
    whole_party: wholeParty,
    by_studio: z
      .boolean()
      .nullish()
      .openapi({ description: 'Staff only: the studio calls it off, nothing is owed.' }),
    waive_reason: z
      .string()
      .nullish()
      .openapi({ description: 'Staff with the right to money only: why a late cancellation is forgiven.' }),
  })
  .openapi('Cancellation')

const previewSchema = z
  .object({
    kind: z.enum(['free', 'late']),
    free_cancel_until: z.iso.datetime(),
    heads: z.int().openapi({ description: 'How many people would be cancelled.' }),
    owed: moneySchema,
    loses_credit: z.boolean(),
    is_within_grace: z.boolean().openapi({ description: 'Forgiven this time, by the policy.' }),
    is_waived_when_refilled: z
      .boolean()
      .openapi({ description: 'Nothing is owed if somebody else takes the place before the start.' }),
  })
  .openapi('CancelPreview')

const moveSchema = z
  .object({
    start_time: z.iso
      .datetime({ offset: true, error: 'Not an instant: use RFC 3339, such as 2027-01-05T09:00:00Z.' })
      .nullish()
      .openapi({ description: 'A time of a trainer; what is not given stays.' }),
    trainer_id: z.string().nullish().openapi({ description: 'Id or slug. Without it, the same trainer.' }),
    location_id: z.string().nullish(),
    session_id: z.string().nullish().openapi({ description: 'Or: another session of the same class.' }),
    whole_party: wholeParty,
    override_reason: z.string().nullish().openapi({
      description:
        'Staff who may change every booking only: why it is moved there although something is in the way.',
    }),
  })
  .openapi('BookingMove')

const changeRoute = createRoute({
  method: 'patch',
  path,
  summary: 'Change the note, or a guest’s name',
  security,
  request: { ...managed, body: bodyOf(changeSchema, 'What becomes different.') },
  responses: { 200: json(bookingSchema, 'The booking as it is now.'), ...changeProblems },
})

const previewRoute = createRoute({
  method: 'get',
  path: `${path}/cancel`,
  summary: 'What cancelling would cost now',
  security,
  request: {
    params: managed.params,
    query: managed.query.extend({ whole_party: z.enum(['true', 'false']).optional() }),
  },
  responses: {
    200: json(previewSchema, 'By the terms agreed to.'),
    ...problems('forbidden', 'not_found', 'already_started', 'invalid_input', 'not_allowed', 'unavailable'),
  },
})

const cancelWords = 'Until the start it always can be. Cancelling what is cancelled changes nothing.'

const cancelRoute = createRoute({
  method: 'post',
  path: `${path}/cancel`,
  summary: 'Cancel a booking',
  description: cancelWords,
  security,
  request: { ...managed, body: json(cancelSchema, 'Why, and whom.') },
  responses: { 200: json(bookingSchema, 'The booking, cancelled.'), ...changeProblems },
})

const deleteRoute = createRoute({
  method: 'delete',
  path,
  summary: 'Cancel a booking',
  description: `The same as \`POST …/cancel\` without a body: the booking stays on record. ${cancelWords}`,
  security,
  request: managed,
  responses: { 200: json(bookingSchema, 'The booking, cancelled.'), ...changeProblems },
})

const moveRoute = createRoute({
  method: 'post',
  path: `${path}/reschedule`,
  summary: 'Move a booking to another time or session',
  description:
    'The new place is taken and the old one freed in one step; when it cannot be, everything stays. Send an `Idempotency-Key` of your own, and the same again whenever you are not sure what became of it.',
  security,
  request: { ...managed, headers: idempotencyHeader, body: bodyOf(moveSchema, 'Where to.') },
  responses: {
    200: json(bookingSchema, 'The booking where it is now.'),
    ...changeProblems,
    ...problems(
      'slot_taken',
      'session_full',
      'changed_meanwhile',
      'already_started',
      'idempotency_key_reused',
    ),
    ...problems('invalid_input', 'slot_unavailable', 'not_allowed'),
  },
})

export const bookingChangesApi = new OpenAPIHono<AppEnv>()
  .openapi(changeRoute, async (c) => {
    const { notes, attendee } = c.req.valid('json')
    const booking = await changeBooking(c.var.ctx, {
      ...refOf(c, c.req.valid('param')),
      // Null says that there is none any more, which is not the same as not to say anything.
      notes: notes === null ? '' : notes,
      attendee: attendee && { firstName: attendee.first_name, lastName: attendee.last_name },
    })
    return c.json(await toJson(c, booking), 200)
  })
  .openapi(previewRoute, async (c) => {
    const isWholeParty = c.req.valid('query').whole_party === 'true'
    const preview = await previewCancel(c.var.ctx, { ...refOf(c, c.req.valid('param')), isWholeParty })
    const { kind, heads } = preview
    return c.json(
      {
        kind,
        heads,
        free_cancel_until: toInstant(preview.freeCancelUntil),
        owed: { amount_minor: preview.owedMinor, currency: preview.currency },
        loses_credit: preview.losesCredit,
        is_within_grace: preview.isWithinGrace,
        is_waived_when_refilled: preview.isWaivedWhenRefilled,
      },
      200,
    )
  })
  .openapi(cancelRoute, async (c) => {
    const { reason, whole_party, by_studio, waive_reason } = c.req.valid('json')
    const booking = await cancelBooking(c.var.ctx, {
      ...refOf(c, c.req.valid('param')),
      reason,
      isWholeParty: whole_party,
      isByStudio: by_studio,
      waiveReason: waive_reason,
    })
    return c.json(await toJson(c, booking), 200)
  })
  .openapi(deleteRoute, async (c) =>
    c.json(await toJson(c, await cancelBooking(c.var.ctx, refOf(c, c.req.valid('param')))), 200),
  )
  .openapi(moveRoute, async (c) => {
    const move = c.req.valid('json')
    const booking = await rescheduleBooking(c.var.ctx, {
      ...refOf(c, c.req.valid('param')),
      idempotencyKey: c.req.valid('header')['idempotency-key'] ?? crypto.randomUUID(),
      startsAt: move.start_time ? Date.parse(move.start_time) : null,
      trainerId: move.trainer_id,
      locationId: move.location_id,
      sessionId: move.session_id,
      isWholeParty: move.whole_party,
      override: move.override_reason ? { reason: move.override_reason } : null,
    })
    return c.json(await toJson(c, booking), 200)
  })

/** Which booking, and by what right. */
export function refOf(c: Context<AppEnv>, { booking_id: bookingId }: { booking_id: string }) {
  return { bookingId, manageToken: manageTokenOf(c) }
}

export async function toJson({ var: { ctx } }: Context<AppEnv>, booking: BookingView) {
  return toBookingJson(booking, await findManageUrl(ctx, booking))
}
