import { sql } from 'drizzle-orm'
import { afterAll, expect, test, vi } from 'vitest'
import { messages, type MessageRow } from '../../db/tenant/schema/index.ts'
import { hours, minutes } from '../../tenants/durations.ts'
import { MAX_ATTEMPTS } from '../../tenants/messages/judge-message.ts'
import { ASKED_FOR_MS } from '../../tenants/messages/next-due-at.ts'
import { sendDueMessages } from '../../tenants/messages/send-due-messages.ts'
import type { Ports } from '../../tenants/messages/send-letter.ts'
import { impatientFetch } from '../fakes/impatient-fetch.ts'
import { fillOutbox } from '../support/fill-outbox.ts'
import { makeClock } from '../support/make-clock.ts'
import { makeDice, type Dice } from '../support/make-dice.ts'
import { MAIL_FROM } from '../support/make-outbox.ts'
import { makeTenant, MONDAY_MORNING, type TestTenant } from '../support/make-tenant.ts'
import { openPostOffice, type PostOffice } from '../support/open-post-office.ts'

const STUDIOS = 5
const BOOKINGS_EACH = 200
/** A process dies at one of so many steps, and a vendor has trouble with one of so many requests. */
const DIES_ONE_IN = 60
const TROUBLE_ONE_IN = 12

/** Hours from now at which bookings begin. For six hours from `GAP_AT` on, nothing runs. */
const STARTS = [3, 4, 5, 8, 10, 10.5, 11, 14]
const GAP_AT = MONDAY_MORNING + hours(3)

const clock = makeClock(MONDAY_MORNING)
const opening = openPostOffice(clock.now)
vi.stubGlobal('fetch', impatientFetch)
afterAll(async () => {
  vi.unstubAllGlobals()
  await (await opening).close()
})

type World = {
  studios: TestTenant[]
  office: PostOffice
  dice: Dice
  /** What was handed to a vendor and when, by studio and message where it says so. */
  handed: { key: string; at: number }[]
}

const keyOf = (tenantId: string, id: string) => `${tenantId} ${id}`

/** A process that dies now and then, before or after a round trip or a vendor was asked. After that it does nothing more. */
function makeMortal(studio: TestTenant, { office, dice, handed }: World) {
  const ctx = studio.makeContext({ now: clock.now })
  const hand = (channel: MessageRow['channel'], id?: string) => {
    if (id !== undefined) handed.push({ key: keyOf(ctx.tenant.id, id), at: clock.now() })
    if (dice.oneIn(TROUBLE_ONE_IN)) office.trouble(channel, dice)
  }
  let isDead = false
  const maybeDie = () => {
    isDead ||= dice.oneIn(DIES_ONE_IN)
    if (isDead) throw new Error('died')
  }
  const live = async <T>(work: () => Promise<T>): Promise<T> => {
    maybeDie()
    const result = await work()
    maybeDie()
    return result
  }
  const { read, write } = ctx.db
  ctx.db.read = (statements) => live(() => read(statements))
  ctx.db.write = (statements) => live(() => write(statements))
  const { mail, sms, push } = office.ports
  const ports: Ports = {
    mail: {
      send: (letter) => {
        hand('email', letter.tags['message'])
        return live(() => mail.send(letter))
      },
    },
    sms: sms && {
      send: (letter) => {
        hand('sms', letter.messageId)
        return live(() => sms.send(letter))
      },
      find: (asked) => {
        hand('sms')
        return live(() => sms.find(asked))
      },
    },
    push: push && {
      send: (...letter) => {
        hand('push')
        return live(() => push.send(...letter))
      },
    },
  }
  return { ctx, ports }
}

/** One message of the queue: what is due goes out, or the process dies on the way. */
async function visit(studio: TestTenant, world: World): Promise<void> {
  const { ctx, ports } = makeMortal(studio, world)
  try {
    await sendDueMessages(ctx, { ...ports, mailFrom: MAIL_FROM })
  } catch (error) {
    if (!(error instanceof Error) || error.message !== 'died') throw error
  }
}

async function nextDue({ ctx: { db } }: TestTenant): Promise<number | null> {
  const [[next]] = await db.read([
    db.orm.all<{ at: number | null }>(sql`SELECT min(iif(state = 'claimed', claimed_until, planned_at)) AS at
      FROM messages WHERE state IN ('planned', 'claimed') OR (state = 'unknown' AND settled_at > ${clock.now() - ASKED_FOR_MS})`),
  ])
  return next?.at ?? null
}

/** One run of cron: each studio that is due is visited, by up to five messages of the queue at once. */
async function runCron(world: World): Promise<void> {
  const visitIfDue = async (studio: TestTenant) => {
    const at = await nextDue(studio)
    if (at === null || at > clock.now()) return
    const deliveries = world.dice.pick([1, 1, 1, 2, 5])
    await Promise.all(Array.from({ length: deliveries }, () => visit(studio, world)))
  }
  await Promise.all(world.studios.map(visitIfDue))
}

async function runUntilDrained(world: World): Promise<void> {
  let hadGap = false
  for (;;) {
    // Two crons overlap.
    await Promise.all([runCron(world), runCron(world)])
    const due = (await Promise.all(world.studios.map(nextDue))).filter((at) => at !== null)
    if (due.length === 0) return
    clock.set(Math.max(clock.now() + minutes(1), Math.min(...due)))
    if (!hadGap && clock.now() >= GAP_AT) {
      hadGap = true
      clock.set(GAP_AT + hours(6))
    }
  }
}

async function makeWorld(): Promise<World> {
  const office = await opening
  const studios = await Promise.all(
    Array.from({ length: STUDIOS }, () =>
      makeTenant({ studio: { settings: { quietFromMinute: 0, quietUntilMinute: 0 } } }),
    ),
  )
  for (const [index, studio] of studios.entries()) {
    await fillOutbox(studio, {
      count: BOOKINGS_EACH,
      first: index * BOOKINGS_EACH,
      startsAt: (at) => MONDAY_MORNING + hours(STARTS[at % STARTS.length] ?? 0),
      subscribe: office.subscribe,
    })
  }
  return { office, studios, dice: makeDice(6), handed: [] }
}

type Settled = MessageRow & { key: string }

async function readSettled({ studios }: World): Promise<Settled[]> {
  const read = async ({ ctx: { db, tenant } }: TestTenant) => {
    const [rows] = await db.read([db.orm.select().from(messages)])
    return rows.map((row) => ({ ...row, key: keyOf(tenant.id, row.id) }))
  }
  return (await Promise.all(studios.map(read))).flat()
}

function count(keys: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

/** What each vendor took, by message. */
function readLedgers({ office }: World) {
  const mails = office.resend.ledger.map(({ idempotencyKey = '' }) => {
    const [, tenantId = '', id = ''] = idempotencyKey.split('/')
    return keyOf(tenantId, id)
  })
  const texts = office.twilio.ledger.map(({ callback = '' }) => {
    const { searchParams } = new URL(callback)
    return keyOf(searchParams.get('tenant') ?? '', searchParams.get('message') ?? '')
  })
  return {
    email: count(mails),
    sms: count(texts),
    devices: count(office.push.ledger.map(({ endpoint }) => endpoint)),
  }
}

test('1,000 bookings, with crashes, faults, overlaps, redelivery and a gap: mail once, texts never twice, nothing early', async () => {
  const world = await makeWorld()
  await runUntilDrained(world)
  const rows = await readSettled(world)
  const ledgers = readLedgers(world)
  const of = (channel: MessageRow['channel'], state?: MessageRow['state']) =>
    rows.filter((row) => row.channel === channel && (state === undefined || row.state === state))

  expect(rows).toHaveLength(STUDIOS * BOOKINGS_EACH * 2.5)
  // Drained; and what nobody knew was found out.
  expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['sent', 'skipped', 'failed']))
  // What is taken up eight times, by processes that die or for vendors in trouble, is given up; a text message only when it surely did not go.
  const isOpen = ({ attempts }: Settled) => attempts < MAX_ATTEMPTS
  expect(of('sms', 'failed').filter((row) => isOpen(row) || ledgers.sms.has(row.key))).toEqual([])
  expect(of('email', 'failed').filter((row) => isOpen(row) && row.reason !== 'unknown')).toEqual([])
  expect(rows.filter((row) => row.state === 'failed' && !isOpen(row)).length).toBeLessThan(rows.length / 50)

  expect(of('email', 'sent').filter(({ key }) => ledgers.email.get(key) !== 1)).toEqual([])
  expect([...ledgers.email.values()].filter((times) => times > 1)).toEqual([])
  expect(of('sms', 'sent').filter(({ key }) => ledgers.sms.get(key) !== 1)).toEqual([])
  expect(of('sms', 'skipped').filter(({ key }) => ledgers.sms.has(key))).toEqual([])
  expect([...ledgers.sms.values()].filter((times) => times > 1)).toEqual([])
  expect([...ledgers.devices.values()].filter((times) => times > 1)).toEqual([])

  // Whatever was still of use went out; what was not is said to have been too late.
  expect(new Set(rows.flatMap(({ state, reason }) => (state === 'skipped' ? [reason] : [])))).toEqual(
    new Set(['too_late']),
  )
  const confirmed = of('email', 'sent').filter(({ kind }) => kind === 'booking_confirmed')
  expect(confirmed.length / (STUDIOS * BOOKINGS_EACH)).toBeGreaterThan(0.2)
  const dueAt = new Map(
    rows.map(({ key, bookingId, leadMinutes }) => {
      const index = Number(bookingId?.slice(4))
      const startsAt = MONDAY_MORNING + hours(STARTS[index % STARTS.length] ?? 0)
      return [key, leadMinutes === 0 ? MONDAY_MORNING : startsAt - minutes(leadMinutes)]
    }),
  )
  expect(world.handed.filter(({ key, at }) => at < (dueAt.get(key) ?? Infinity))).toEqual([])
  expect(world.handed.length).toBeGreaterThan(of('email', 'sent').length + of('sms', 'sent').length)
}, 300_000)
