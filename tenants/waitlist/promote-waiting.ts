import { findRefusal } from '../bookings/find-refusal.ts'
import type { TenantContext } from '../context.ts'
import { minutes } from '../durations.ts'
import { isSuspended } from '../policies/is-suspended.ts'
import { getCatalogue, type Catalogue, type Service } from '../studio/get-catalogue.ts'
import { decideTurn } from './decide-turn.ts'
import { leaveOverlapping } from './leave-overlapping.ts'
import { makeEntryCommand } from './make-entry-command.ts'
import { makeOfferCommand } from './make-offer-command.ts'
import { noteSkipped } from './note-skipped.ts'
import { readWaiting, type Waiting, type WaitingEntry } from './read-waiting.ts'

/** What came of somebody's turn. */
type Result =
  /** Booked or asked. */
  | { kind: 'served'; comeBackAt: number }
  /** They keep their place in line, and the place in the class is kept for them until then. */
  | { kind: 'waits'; comeBackAt: number }
  /** They keep their place in line, but others may go before. */
  | { kind: 'skipped'; reason: string }
  /** Something changed meanwhile. */
  | { kind: 'again' }
  | { kind: 'failed' }

/** More turns than a list has entries: only what changes all the time reaches it. */
const MOST_TURNS = 200
const RETRY_MS = minutes(1)
/** What says nothing about whose turn it is: the place or the entry is gone, or the session is another one by now. */
const HAS_CHANGED: ReadonlySet<string> = new Set(['session_full', 'session_changed', 'waitlist_first'])

/**
 * Gives the free places of a session to those who wait, in their order: call it whenever places may have come free. Whoever
 * may and can is booked, or asked where the service or the time says so (`decide-turn.ts`); whoever cannot keeps their place
 * in line, with the reason, and does not keep others waiting. Any number of these may run at once: each booking and each
 * offer is decided in the trainer's line, under an id of the entry's own.
 *
 * Never fails for what becomes of somebody's turn: what could not be done is left to `moveWaitlistsOn`. Throws DatabaseError.
 */
export async function promoteWaiting(ctx: TenantContext, sessionId: string): Promise<void> {
  const [catalogue, found] = await Promise.all([getCatalogue(ctx), readWaiting(ctx, sessionId)])
  const service = catalogue.services.find(({ id }) => id === found?.session.serviceId)
  // What is no longer sold is given to nobody.
  if (!service) return
  let waiting = found
  let keptBack = 0
  const done = new Map<string, string | null>()
  for (let turn = 0; waiting && turn < MOST_TURNS; turn += 1) {
    const entry = waiting.entries.find(({ id }) => !done.has(id))
    const free = waiting.free - keptBack
    if (!entry || free <= 0) break
    const result = await giveTurn(ctx, catalogue, { service, waiting, entry, free })
    if (result.kind === 'skipped') done.set(entry.id, result.reason)
    if (result.kind === 'served' || result.kind === 'waits') {
      done.set(entry.id, null)
      await ctx.announce(result.comeBackAt)
    }
    if (result.kind === 'waits') keptBack += entry.partySize
    if (result.kind === 'failed') {
      await ctx.announce(ctx.now() + RETRY_MS)
      break
    }
    if (result.kind === 'served' || result.kind === 'again') waiting = await readWaiting(ctx, sessionId)
  }
  await noteSkipped(ctx, { entries: waiting?.entries ?? [], reasons: done })
}

type Turn = { service: Service; waiting: Waiting; entry: WaitingEntry; free: number }

async function giveTurn(
  ctx: TenantContext,
  catalogue: Catalogue,
  { service, waiting, entry, free }: Turn,
): Promise<Result> {
  const { session } = waiting
  const { clientGroupId } = entry
  if (entry.partySize > free) return { kind: 'skipped', reason: 'party_too_large' }
  const turn = decideTurn(catalogue, { service, session, clientGroupId, now: ctx.now() })
  if (turn.kind === 'too_late') return { kind: 'skipped', reason: 'too_late' }
  if (await isSuspended(ctx, entry.clientId)) return { kind: 'skipped', reason: 'suspended' }
  if (turn.kind === 'pause') return { kind: 'waits', comeBackAt: turn.until }

  const booking = await makeEntryCommand(ctx, catalogue, {
    entry,
    session,
    actor: 'system',
    kept: null,
  })
  if (!booking) return { kind: 'skipped', reason: 'resource_taken' }
  const command = turn.kind === 'offer' ? await makeOfferCommand(ctx, booking, turn.until) : booking
  const outcome = await ctx.calendar.book(command)
  if (outcome.ok) {
    if (turn.kind === 'offer') await ctx.announce(turn.until)
    else for (const freed of await leaveOverlapping(ctx, { entry, session })) await promoteWaiting(ctx, freed)
    return { kind: 'served', comeBackAt: ctx.now() }
  }
  if (outcome.code !== 'slot_taken') return { kind: 'failed' }
  const refusal = await findRefusal(ctx.db, command.claim)
  // Nothing is in the way any more.
  if (!refusal) return { kind: 'failed' }
  return HAS_CHANGED.has(refusal.reason) ? { kind: 'again' } : { kind: 'skipped', reason: refusal.reason }
}
