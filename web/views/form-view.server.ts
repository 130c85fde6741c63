import { choosePolicy, toTerms } from '../../tenants/policies/terms.ts'
import type { Service } from '../../tenants/studio/get-catalogue.ts'
import type { Portal } from '../lib/portal.server.ts'

type Booked = { service: Service; startsAt: number; timeZone: string; priceMinor: number; priceText?: string }

/** What the form for contact details asks and says, whatever it is that is booked. */
export function formView(portal: Portal, booked: Booked & { submitLabel: string }) {
  const { locale, words } = portal
  const { service, submitLabel } = booked
  return {
    /** Names the form's request, so that sending it twice books once. */
    key: crypto.randomUUID(),
    locale,
    submitLabel,
    people: peopleChoices(portal, service),
    /** Whether anybody may come along who can be named. */
    hasGuests: service.maxParty > 1,
    terms: agreementView(portal, booked),
    words: { ...words('details'), ...words('session') },
  }
}

/** How many may come; nothing to ask when it is for one. */
export function peopleChoices({ say }: Portal, { maxParty }: Service) {
  return Array.from({ length: maxParty > 1 ? maxParty : 0 }, (_, index) => ({
    value: String(index + 1),
    label: say('say.people', { count: index + 1 }),
  }))
}

export type FormView = ReturnType<typeof formView>

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
