import { createBooking } from '../../tenants/bookings/create-booking.ts'
import { toAppError } from '../../tenants/to-app-error.ts'
import { joinWaitlist } from '../../tenants/waitlist/join-waitlist.ts'
import { partySizeOf, peopleOf, readBookingForm } from '../lib/booking-form.server.ts'
import { repeatSessionPath, waitlistPath, withQuery } from '../lib/portal-paths.ts'
import type { Portal } from '../lib/portal.server.ts'
import { contactInput, nextKey, orTell, type BookAnswer } from './book-answer.server.ts'
import { tellFailure } from './tell-failure.server.ts'

/** Books places in a class, or joins its waitlist, as the form was meant: a path to go on to, or what to tell. */
export async function sessionAnswer(portal: Portal): Promise<{ location: string } | BookAnswer> {
  const { ctx, params, path, request } = portal
  const sessionId = params['session'] ?? ''
  const form = await request.formData()
  const sent = readBookingForm(form)
  if (form.get('intent') === 'repeat')
    return { location: path(withQuery(repeatSessionPath(sessionId), { people: peopleOf(sent.values) })) }
  if (form.get('intent') === 'wait') return waitAnswer(portal, { sessionId, ...sent })
  return orTell(portal, sent, async () =>
    createBooking(ctx, { ...contactInput(portal, sent.values, sent.key), sessionId }),
  )
}

type Waiting = ReturnType<typeof readBookingForm> & { sessionId: string }

async function waitAnswer(portal: Portal, { sessionId, values, key }: Waiting) {
  const { ctx, path } = portal
  try {
    const { idempotencyKey, client, host } = contactInput(portal, { ...values, guests: '' }, key)
    const partySize = partySizeOf(values)
    const { entry, manageToken } = await joinWaitlist(ctx, {
      idempotencyKey,
      client,
      host,
      sessionId,
      partySize,
    })
    return { location: path(waitlistPath(entry.id, manageToken)) }
  } catch (error) {
    const failure = toAppError(error)
    const told = tellFailure(portal, failure)
    if (!told || told.kind === 'taken') throw error
    return { values, key: nextKey(key, failure), status: failure.status, ...told }
  }
}
