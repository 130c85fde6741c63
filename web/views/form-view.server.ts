import { getProfile } from '../../tenants/account/get-profile.ts'
import { listDependents } from '../../tenants/account/list-dependents.ts'
import { choosePolicy, toTerms } from '../../tenants/policies/terms.ts'
import { smsConsentText } from '../../tenants/sms/sms-consent.ts'
import type { Service } from '../../tenants/studio/get-catalogue.ts'
import { attendeeValue, type BookingValues } from '../lib/booking-form.server.ts'
import type { Portal } from '../lib/portal.server.ts'

type Booked = { service: Service; startsAt: number; timeZone: string; priceMinor: number; priceText?: string }

/** What the form for contact details asks and says, whatever it is that is booked. */
export async function formView(portal: Portal, booked: Booked & { submitLabel: string }) {
  const { locale, words } = portal
  const { service, submitLabel } = booked
  const { known, family } = await knownOf(portal)
  return {
    /** Names the form's request, so that sending it twice books once. */
    key: crypto.randomUUID(),
    locale,
    submitLabel,
    /** What somebody who has signed in need not type. */
    known,
    family,
    people: peopleChoices(portal, service),
    /** Whether anybody may come along who can be named. */
    hasGuests: service.maxParty > 1,
    /** What is agreed to beside a box of its own, where the studio sends text messages. */
    sms: smsText(portal),
    terms: agreementView(portal, booked),
    words: { ...words('details'), ...words('session'), whoComes: words('accountFamily').whoComes },
  }
}

function smsText({ catalogue: { smsSender: sender }, locale, studio }: Portal): string {
  return sender === null ? '' : smsConsentText({ ...studio, locale, sender }).text
}

/** How many may come; nothing to ask when it is for one. */
export function peopleChoices({ say }: Portal, { maxParty }: Service) {
  return Array.from({ length: maxParty > 1 ? maxParty : 0 }, (_, index) => ({
    value: String(index + 1),
    label: say('say.people', { count: index + 1 }),
  }))
}

export type FormView = Awaited<ReturnType<typeof formView>>

/** What is known of whoever has signed in, and whom of their family they may book for; nothing of anybody else. */
async function knownOf({ ctx, words }: Portal) {
  const nobody: { known: Partial<BookingValues>; family: { value: string; label: string }[] } = {
    known: {},
    family: [],
  }
  if (!ctx.login) return nobody
  const [{ firstName, lastName, email, phone }, family] = await Promise.all([
    getProfile(ctx),
    listDependents(ctx),
  ])
  const others = family.map((one) => ({
    value: attendeeValue(one),
    label: `${one.firstName} ${one.lastName}`,
  }))
  const myself = { value: '', label: words('accountFamily').myself }
  return {
    known: { firstName, lastName, email, phone: phone ?? '' },
    family: others.length > 0 ? [myself, ...others] : [],
  }
}

/** What it costs and how to get out of it: the policy that a booking made now would be under. */
export function agreementView(portal: Portal, booked: Booked) {
  const { catalogue, ctx, format, say, studio, text, words } = portal
  const { service, startsAt, timeZone, priceMinor, priceText } = booked
  const policy = choosePolicy(catalogue, { service, clientGroupId: null })
  const bookedAt = ctx.now()
  const { freeCancelUntil } = toTerms(policy, { service, startsAt, bookedAt, timeZone })
  const isPaid = priceMinor > 0
  const until = () => say('say.freeCancelUntil', { when: format.whenLong(freeCancelUntil, timeZone) })
  const cancelling = freeCancelUntil <= bookedAt ? say('say.freeCancelNone') : until()
  const written = policy ? text(policy.text) : ''
  return {
    price: priceText ?? format.money(priceMinor),
    isPaid,
    cancelLine: isPaid ? cancelling : '',
    policy: written || (isPaid ? text(studio.policy) : ''),
    request: service.approval === 'always' ? words('details').request : '',
  }
}
