import { makeSecret } from '../../tenants/access/make-secret.ts'
import { isAppError } from '../../tenants/errors.ts'
import { getHold } from '../../tenants/holds/get-hold.ts'
import type { HoldView } from '../../tenants/holds/hold-view.ts'
import { releaseHold } from '../../tenants/holds/release-hold.ts'
import { renewHold } from '../../tenants/holds/renew-hold.ts'
import { makeCookie, readCookie } from '../lib/cookies.ts'
import type { Portal } from '../lib/portal.server.ts'

/** The cookie with the visitor's own secret: whoever has it has the times that are kept for them. */
export const HOLDER_COOKIE = 'holder'

/** Gives the visitor a secret to keep times with, unless they have one. */
export function holderHeaders({ ctx, request }: Portal): HeadersInit {
  if (readCookie(request, HOLDER_COOKIE)) return {}
  const { origin } = ctx
  return { 'Set-Cookie': makeCookie(HOLDER_COOKIE, makeSecret(), { origin, isSecret: true }) }
}

/** The hold that a page's address names, with the secret of whoever asks for it; null without either. */
export function heldBy({ request, url }: Portal): { holdId: string; holderSecret: string } | null {
  const holdId = url.searchParams.get('hold')
  const holderSecret = readCookie(request, HOLDER_COOKIE)
  return holdId && holderSecret ? { holdId, holderSecret } : null
}

/** The hold of a page's address, while it lasts and is the visitor's own. */
export async function readHold(portal: Portal): Promise<HoldView | null> {
  const held = heldBy(portal)
  if (!held) return null
  try {
    const hold = await getHold(portal.ctx, held)
    return hold.status === 'active' ? hold : null
  } catch (error) {
    if (isAppError(error, 'not_found')) return null
    throw error
  }
}

/** Until when this time is kept for the visitor, in a sentence; null when it is not. */
export async function keptTime(portal: Portal, time: { serviceId: string; startsAt: number }) {
  const { catalogue, format, say } = portal
  const hold = await readHold(portal)
  if (!hold || hold.serviceId !== time.serviceId || hold.startsAt !== time.startsAt) return null
  const place = catalogue.locations.find(({ id }) => id === hold.locationId)
  return say('say.keptUntil', { time: format.time(hold.expiresAt, place?.timeZone ?? 'UTC') })
}

/** What is kept for the visitor, as verbs take it to book with. */
export async function holdToUse(portal: Portal): Promise<{ id: string; holderSecret: string } | null> {
  const held = heldBy(portal)
  const hold = await readHold(portal)
  return held && hold ? { id: hold.id, holderSecret: held.holderSecret } : null
}

/** Keeps it for longer: whoever mends the form or goes a step further is still at it. */
export async function keepOn(portal: Portal): Promise<void> {
  const held = heldBy(portal)
  if (!held) return
  try {
    await renewHold(portal.ctx, held)
  } catch (error) {
    if (!isAppError(error)) throw error
  }
}

/** Gives back what the address says is kept, so that the next time can be. */
export async function releaseKept(portal: Portal): Promise<void> {
  const held = heldBy(portal)
  if (!held) return
  await releaseHold(portal.ctx, { holdIdOrAttemptKey: held.holdId, holderSecret: held.holderSecret })
}
