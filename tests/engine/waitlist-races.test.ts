import { describe, expect, test } from 'vitest'
import { cancelBooking } from '../../tenants/bookings/cancel-booking.ts'
import type { TenantContext } from '../../tenants/context.ts'
import { minutes } from '../../tenants/durations.ts'
import { isAppError } from '../../tenants/errors.ts'
import { placeHold } from '../../tenants/holds/place-hold.ts'
import { acceptOffer } from '../../tenants/waitlist/accept-offer.ts'
import { declineOffer } from '../../tenants/waitlist/decline-offer.ts'
import { moveWaitlistsOn } from '../../tenants/waitlist/move-waitlists-on.ts'
import { promoteWaiting } from '../../tenants/waitlist/promote-waiting.ts'
import { findFaults } from '../support/find-faults.ts'
import {
  book,
  freeAndPromote,
  join,
  joinInOrder,
  makeFullClass,
  readLine,
} from '../support/make-full-class.ts'
import { spanNet, type Net } from './nets.ts'
import { staffActor } from '../support/staff-actor.ts'

type Full = Awaited<ReturnType<typeof makeFullClass>>
type MakeContext = (changes?: Partial<TenantContext>) => TenantContext
type Race = {
  name: string
  mode?: 'promote' | 'offer'
  /** What happens at once. */
  prepare: (full: Full, makeContext: MakeContext) => Promise<(() => Promise<unknown>)[]>
  /** People who do not wait try to get what comes free. */
  hasStrangers?: true
  /** How the line may look afterwards. */
  lines: string[][]
}

const none = { entryId: '', token: '' }
const staff = staffActor
const many = (count: number, run: (index: number) => Promise<unknown>) =>
  Array.from({ length: count }, (_, index) => () => run(index))

const cancel = (makeContext: MakeContext, bookingId: string) =>
  cancelBooking(makeContext({ actor: staff }), { bookingId })

const races: Race[] = [
  {
    name: 'two cancel at once, and eight strangers want the places',
    hasStrangers: true,
    lines: [['ada promoted', 'bob promoted', 'cem waiting']],
    prepare: async (full, makeContext) => {
      await joinInOrder(full, 'ada', 'bob', 'cem')
      return [
        ...many(4, (index) => book(makeContext(), full.session, `stranger-${index}`)),
        ...full.bookedIds.map((id) => () => cancel(makeContext, id)),
        ...many(4, (index) => book(makeContext(), full.session, `stranger-${index + 4}`)),
      ]
    },
  },
  {
    name: 'places are given away by everybody at once',
    lines: [['ada promoted', 'bob promoted', 'cem waiting']],
    prepare: async (full, makeContext) => {
      await joinInOrder(full, 'ada', 'bob', 'cem')
      return [
        ...full.bookedIds.map((id) => () => cancel(makeContext, id)),
        ...many(4, () => promoteWaiting(makeContext(), full.session.id)),
        ...many(2, () => moveWaitlistsOn(makeContext())),
      ]
    },
  },
  {
    name: 'whoever was promoted cancels while others cancel',
    lines: [['ada promoted', 'bob promoted', 'cem promoted', 'dora waiting']],
    prepare: async (full, makeContext) => {
      const [ada = none] = await joinInOrder(full, 'ada', 'bob', 'cem', 'dora')
      await freeAndPromote(makeContext(), full)
      const { booking } = await acceptOffer(full.ctx, ada)
      return [booking.id, full.bookedIds[1] ?? ''].map((id) => () => cancel(makeContext, id))
    },
  },
  {
    name: 'an offer ends while it is being accepted',
    mode: 'offer',
    lines: [
      ['ada promoted', 'bob waiting'],
      ['ada expired', 'bob offered'],
    ],
    prepare: async (full, makeContext) => {
      const [ada = none] = await joinInOrder(full, 'ada', 'bob')
      await freeAndPromote(makeContext(), full)
      const end = full.clock.now() + minutes(30)
      full.clock.set(end)
      // Whoever accepts came a moment before the end.
      return [
        () => acceptOffer(makeContext({ now: () => end - 1 }), ada),
        () => moveWaitlistsOn(makeContext()),
        () => book(makeContext(), full.session, 'stranger'),
      ]
    },
  },
  {
    name: 'accepted and declined at once',
    mode: 'offer',
    lines: [
      ['ada promoted', 'bob waiting'],
      ['ada left', 'bob offered'],
    ],
    prepare: async (full, makeContext) => {
      const [ada = none] = await joinInOrder(full, 'ada', 'bob')
      await freeAndPromote(makeContext(), full)
      return [
        () => acceptOffer(makeContext(), ada),
        () => declineOffer(makeContext(), ada),
        () => acceptOffer(makeContext(), ada),
      ]
    },
  },
  {
    name: 'somebody joins while a place comes free',
    lines: [[], ['ada promoted']],
    prepare: async (full, makeContext) => [
      () => join(makeContext(), full.session, { name: 'ada' }),
      () => cancel(makeContext, full.bookedIds[0] ?? ''),
    ],
  },
  {
    name: 'visitors want to keep the place that comes free',
    hasStrangers: true,
    lines: [['ada promoted', 'bob waiting']],
    prepare: async (full, makeContext) => {
      await joinInOrder(full, 'ada', 'bob')
      return [
        () => cancel(makeContext, full.bookedIds[0] ?? ''),
        ...many(6, (index) =>
          placeHold(makeContext(), {
            attemptKey: `attempt-${index}`,
            holderSecret: `secret-of-visitor-${index}`,
            wish: { sessionId: full.session.id, quantity: 1 },
          }),
        ),
      ]
    },
  },
]

async function run({ mode = 'promote', prepare }: Race, net: Net) {
  const full = await makeFullClass({ studio: { service: { waitlistMode: mode } } })
  const makeContext = await spanNet(full, net)
  const starts = await prepare(full, makeContext)
  const outcomes = await Promise.allSettled(starts.map((start) => start()))
  const surprises = outcomes.flatMap((one) =>
    one.status === 'rejected' && !isAppError(one.reason) ? [one.reason] : [],
  )
  const line = await readLine(full.ctx, full.session)
  return { line, surprises, faults: await findFaults(full.makeContext().db, full.clock.now()) }
}

describe.each(races)('$name', (race) => {
  test.each(['both', 'guard'] as const)('the line is kept: %s', async (net) => {
    for (let round = 0; round < 3; round += 1) {
      const { line, surprises, faults } = await run(race, net)
      expect({ surprises, faults }).toEqual({ surprises: [], faults: [] })
      expect(race.lines).toContainEqual(line)
    }
  })
})

// Whose turn it is only the guard knows.
test.each(races.filter(({ hasStrangers }) => hasStrangers))(
  'without the guard somebody jumps the queue: $name',
  async (race) => {
    const { line, faults } = await run(race, 'none')
    expect({ line, faults }).not.toEqual({ line: race.lines[0], faults: [] })
  },
)
