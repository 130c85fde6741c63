import { eq } from 'drizzle-orm'
import { beforeAll, expect, test, vi } from 'vitest'
import * as registry from '../../db/registry/schema/index.ts'
import { hours, minutes } from '../../tenants/durations.ts'
import { consumeDeadLetters } from '../queue/consume-dead-letters.ts'
import { captureLog } from '../testing/capture-log.ts'
import { makeBatch } from '../testing/make-batch.ts'
import { makeOperatorSite } from '../testing/make-operator-site.ts'

let site: Awaited<ReturnType<typeof makeOperatorSite>>
beforeAll(async () => {
  site = await makeOperatorSite()
  return () => vi.useRealTimers()
})

const iron = 'ten_iron-works'

async function signIn() {
  const { id, email } = await site.makeOperator()
  return { id, cookie: (await site.enter(email)).cookie }
}

/** What the queues gave up on comes in. */
async function die(bodies: unknown[], queue = 'trainerhub-messages-dead') {
  const takeLog = captureLog()
  const { batch, outcomes } = makeBatch(bodies, { queue })
  // Each batch has ids of its own.
  const messages = batch.messages.map((message) =>
    Object.assign(message, { id: `${queue}-${crypto.randomUUID()}` }),
  )
  await consumeDeadLetters({ ...batch, queue, messages }, { env: site.env })
  return { outcomes, log: takeLog() }
}

const readLetters = async () => {
  const [rows] = await site.db.read([
    site.db.orm.select().from(registry.deadLetters).orderBy(registry.deadLetters.diedAt),
  ])
  return rows
}

async function readAudit(id: string) {
  const [rows] = await site.db.read([
    site.db.orm.select().from(registry.auditLog).where(eq(registry.auditLog.subjectId, id)),
  ])
  return rows
}

test('shows what waits, what became of what, and who fails, with studios’ names as text', async () => {
  const { cookie } = await signIn()
  const now = Date.now()
  const hourAt = now - (now % hours(1))
  const tally = { hourAt, tenantId: iron, vendor: 'resend' as const }
  await site.db.write([
    site.db.orm.update(registry.tenants).set({ name: '<b>Iron</b>' }).where(eq(registry.tenants.id, iron)),
    site.db.orm.insert(registry.messageTallies).values([
      { ...tally, sent: 1_200, failed: 3 },
      { ...tally, tenantId: 'ten_lotus-yoga', sent: 5 },
      { ...tally, hourAt: hourAt - hours(30), failed: 87_654 },
    ]),
    site.db.orm
      .insert(registry.tenantBacklogs)
      .values({ tenantId: iron, due: 4_900, oldestDueAt: now - minutes(40), unknown: 2, at: now }),
  ])
  const { status, text } = await site.browse('/messages', { cookie })

  expect(status).toBe(200)
  expect(text).toContain('4,900')
  expect(text).toContain('the oldest for 40 min')
  expect(text).toContain('1,205 sent and 3 failed in 24 hours')
  expect(text).not.toContain('87,654')
  expect(text).toContain('&lt;b&gt;Iron&lt;/b&gt;')
  expect(text).not.toMatch(/<b>Iron|<script|style="/)
})

test('is for operators with their second factor alone', async () => {
  const { email } = await site.makeOperator()
  const first = await site.browse('/sign-in', { form: { email, password: 'quiet harbour lantern' } })

  for (const cookie of [undefined, first.cookie]) {
    expect((await site.browse('/messages', { cookie })).location).toBe('/operator/sign-in')
    for (const action of ['replay', 'drop']) {
      const answer = await site.browse(`/messages/${action}`, { cookie, form: { letter: 'x' } })
      expect(answer.location).toBe('/operator/sign-in')
    }
  }
  expect((await site.browse('/messages', { host: 'book.iron-works.test' })).status).toBe(404)
})

test('a studio that cannot be visited is one letter, however often it dies; work is one for each', async () => {
  const wakeup = { tenantId: iron, wakeupAt: 1 }
  const download = { tenantId: iron, work: { kind: 'download', id: 'dow_1' } }
  const { outcomes, log } = await die([wakeup, { ...wakeup, wakeupAt: 2 }])
  await die([wakeup])
  await die(
    [download, download, { ...download, work: { kind: 'import', id: 'imp_1' } }],
    'trainerhub-work-dead',
  )

  expect(outcomes).toEqual(['ack', 'ack'])
  expect(log).toContain('"event":"dead_letters"')
  expect((await readLetters()).map(({ queue, attempts }) => `${queue} ${attempts}`).toSorted()).toEqual([
    'messages 18',
    'work 4',
    'work 8',
  ])
})

test('a letter is passed on again, once, and the log says by whom', async () => {
  const { id: userId, cookie } = await signIn()
  const [letter] = (await readLetters()).filter(({ queue }) => queue === 'messages')
  const form = { letter: letter?.id ?? '' }
  expect((await site.browse('/messages', { cookie })).text).toContain(letter?.id)
  site.fakes.messages.sent.length = 0
  for (let press = 0; press < 2; press++) {
    expect((await site.browse('/messages/replay', { cookie, form })).status).toBe(303)
  }

  expect(site.fakes.messages.sent).toEqual([{ tenantId: iron, wakeupAt: 1 }])
  expect(await readAudit(form.letter)).toMatchObject([
    { actor: `operator:${userId}`, action: 'dead_letter.replay' },
  ])
  expect((await site.browse('/messages', { cookie })).text).not.toContain(letter?.id)

  // Should it die again, that is another letter.
  await die([{ tenantId: iron, wakeupAt: 3 }])
  expect((await readLetters()).filter(({ queue }) => queue === 'messages')).toHaveLength(2)
})

test('what the queue does not take is there still', async () => {
  const { cookie } = await signIn()
  const [letter] = (await readLetters()).filter(({ queue }) => queue === 'work')
  const form = { letter: letter?.id ?? '' }
  const down = vi.spyOn(site.env.WORK_QUEUE, 'send').mockRejectedValueOnce(new Error('down'))
  captureLog()
  expect((await site.browse('/messages/replay', { cookie, form })).status).toBe(503)
  down.mockRestore()
  expect(await readAudit(form.letter)).toEqual([])

  expect((await site.browse('/messages/replay', { cookie, form })).status).toBe(303)
  expect(site.fakes.work.sent).toMatchObject([{ tenantId: iron, work: { id: expect.any(String) } }])
})

test('a letter is thrown away, and the log keeps what it was', async () => {
  const { cookie } = await signIn()
  const [letter] = (await readLetters()).filter(({ replayedAt }) => replayedAt === null)
  const form = { letter: letter?.id ?? '' }
  for (let press = 0; press < 2; press++) {
    expect((await site.browse('/messages/drop', { cookie, form })).status).toBe(303)
  }

  expect((await readLetters()).map(({ id }) => id)).not.toContain(form.letter)
  expect(await readAudit(form.letter)).toMatchObject([
    { action: 'dead_letter.drop', before: { queue: letter?.queue, tenantId: iron, body: letter?.body } },
  ])
})

test('while the registry is away, letters stay in their queue', async () => {
  const takeLog = captureLog()
  const { batch, outcomes } = makeBatch([{ tenantId: iron }], { queue: 'trainerhub-messages-dead' })
  await consumeDeadLetters(batch, { env: { ...site.env, REGISTRY_URL: 'http://127.0.0.1:9/' } })

  expect(outcomes).toEqual(['retry in 60 s'])
  expect(takeLog()).toContain('dead_letters_unkept')
})

test('a letter of no studio, and one that is nonsense, are shown as they are', async () => {
  const { cookie } = await signIn()
  await die(['<i>nonsense</i>', { tenantId: 'ten_unknown' }, null])
  const { text } = await site.browse('/messages', { cookie })

  expect(text).toContain('&lt;i&gt;nonsense&lt;/i&gt;')
  expect(text.match(/No studio/g)).toHaveLength(3)
})

test('a gate that does not answer does not keep the page away', async () => {
  const { cookie } = await signIn()
  const takeLog = captureLog()
  site.fakes.gates.state.isAway = true
  const { status, text } = await site.browse('/messages', { cookie })
  site.fakes.gates.state.isAway = false

  expect(status).toBe(200)
  expect(text).toContain('does not answer')
  expect(takeLog()).toContain('gate_failed')
})
