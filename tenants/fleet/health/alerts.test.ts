import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import {
  alerts,
  alertTargets,
  deadLetters,
  jobs,
  tenantBacklogs,
  tenantHours,
  tenants,
} from '../../../db/registry/schema/index.ts'
import { makeFleetContext } from '../../../tests/support/make-fleet-context.ts'
import { PLATFORM_TENANT_ID } from '../../access/access-context.ts'
import { hours, minutes } from '../../durations.ts'
import { makeWebhookSecret } from '../../webhooks/sign-webhook.ts'
import { noCounts, toCounts, type RequestCounts } from './request-counts.ts'
import { runAlerts } from './run-alerts.ts'
import { writeRequestCounts } from './write-request-counts.ts'

async function makeWatch() {
  const made = await makeFleetContext({ hasMigrated: true })
  const { fleet, clock } = made
  const { orm, read, write } = fleet.registry
  const addTenant = async (id: string) => {
    const row = { id, slug: id, name: `Studio ${id}`, status: 'active' as const, createdAt: clock.now() }
    await write([
      orm.insert(tenants).values({ ...row, databaseUrl: 'http://x.test', databaseTokenEncrypted: 'x' }),
    ])
  }
  const readAlerts = async () => (await read([orm.select().from(alerts)]))[0]
  const open = async () =>
    (await readAlerts()).flatMap((one) =>
      one.closedAt === null ? [`${one.rule} ${one.tenantId ?? ''}`.trim()] : [],
    )
  const hour = (tenantId: string, changes: Partial<RequestCounts>) => {
    const hourAt = clock.now() - (clock.now() % hours(1))
    return { ...noCounts(hourAt, tenantId), ...changes }
  }
  const note = (counts: RequestCounts[]) => writeRequestCounts(fleet.registry, counts, clock.now())
  return { ...made, orm, read, write, addTenant, readAlerts, open, hour, note }
}

test('when all is well nothing is said, and the clock is seen to strike', async () => {
  const { fleet, addTenant, hour, note, open, mails } = await makeWatch()
  await addTenant('ten_a')
  await note([hour('ten_a', { requests: 1_000, errors: 4, slow: 19 })])
  await runAlerts(fleet)

  expect([await open(), mails]).toEqual([[], []])
})

test('what is wrong is found, whose it is, and once', async () => {
  const { fleet, clock, orm, write, addTenant, hour, note, open, readAlerts } = await makeWatch()
  for (const id of ['ten_a', 'ten_b', 'ten_c']) await addTenant(id)
  const now = clock.now()
  await note([
    hour('ten_a', { requests: 100, errors: 5 }),
    hour('ten_b', { requests: 200, slow: 20 }),
    // One in twenty, and no more.
    hour('ten_c', { requests: 101, errors: 5 }),
    hour('platform', { requests: 10, errors: 10 }),
  ])
  await write([
    orm.insert(tenantBacklogs).values({ tenantId: 'ten_c', due: 3, oldestDueAt: now - minutes(16), at: now }),
    orm.insert(deadLetters).values({ id: 'one', queue: 'work', body: '{}', attempts: 4, diedAt: now }),
    orm.insert(jobs).values({
      id: 'job_1',
      kind: 'delete',
      tenantId: 'ten_b',
      state: 'failed',
      input: {},
      result: {},
      nextAt: now,
      createdBy: 'system',
      createdAt: now,
    }),
  ])
  await runAlerts(fleet)
  await runAlerts(fleet)

  expect((await open()).toSorted()).toEqual([
    'dead_letters',
    'errors',
    'errors ten_a',
    'job_failed ten_b',
    'oldest_due ten_c',
    'slow ten_b',
  ])
  expect((await readAlerts()).find(({ rule }) => rule === 'oldest_due')?.said).toBe(
    '3 messages are due and not sent, the oldest for 16 minutes.',
  )
})

test('the same in very many studios is one thing that is wrong with the platform', async () => {
  const { fleet, addTenant, hour, note, open, readAlerts } = await makeWatch()
  const ids = Array.from({ length: 21 }, (_, index) => `ten_${index}`)
  for (const id of ids) await addTenant(id)
  await note(ids.map((id) => hour(id, { requests: 10, errors: 10 })))
  await runAlerts(fleet)

  expect(await open()).toEqual(['errors'])
  expect((await readAlerts())[0]?.said).toMatch(/^21 studios have this, the first: 10 requests failed/)
})

test('who is told hears of it once, and that it is over', async () => {
  const { fleet, clock, orm, write, addTenant, open, mails, webhooks } = await makeWatch()
  await addTenant('ten_a')
  const { sealed } = await makeWebhookSecret(
    { keys: fleet.keys, tenant: { id: PLATFORM_TENANT_ID } },
    'alt_2',
  )
  const target = { createdBy: 'system', createdAt: 0 }
  await write([
    orm.insert(alertTargets).values({ ...target, id: 'alt_1', kind: 'email', address: 'olga@example.test' }),
    orm.insert(alertTargets).values({
      ...target,
      id: 'alt_2',
      kind: 'webhook',
      address: 'https://hooks.example.org/alerts',
      secretSealed: sealed,
    }),
    orm
      .insert(tenantBacklogs)
      .values({ tenantId: 'ten_a', due: 1, oldestDueAt: clock.now() - hours(1), at: clock.now() }),
  ])
  await Promise.all([runAlerts(fleet), runAlerts(fleet)])
  await runAlerts(fleet)

  expect(mails.map(({ to, subject }) => [to, subject])).toEqual([
    ['olga@example.test', 'Messages are late: Studio ten_a'],
  ])
  expect(webhooks.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
    expect.objectContaining({
      type: 'alert.opened',
      data: expect.objectContaining({ rule: 'oldest_due', tenant_id: 'ten_a', closed_at: null }),
    }),
  ])
  expect(webhooks[0]?.headers['webhook-signature']).toMatch(/^v1,/)

  await write([orm.delete(tenantBacklogs)])
  clock.advance(minutes(4))
  await runAlerts(fleet)
  // It might only have gone for a moment.
  expect([await open(), mails.length]).toEqual([['oldest_due ten_a'], 1])
  clock.advance(minutes(2))
  await runAlerts(fleet)
  await runAlerts(fleet)
  expect([await open(), mails.slice(1).map(({ subject }) => subject)]).toEqual([
    [],
    ['Over: Messages are late: Studio ten_a'],
  ])
})

test('while nobody can be told it is tried again, and the page of targets says why', async () => {
  const { fleet, clock, orm, read, write, addTenant, mails } = await makeWatch()
  await addTenant('ten_a')
  const row = { tenantId: 'ten_a', due: 1, oldestDueAt: clock.now() - hours(1), at: clock.now() }
  const target = {
    id: 'alt_1',
    kind: 'email' as const,
    address: 'o@example.test',
    createdBy: 'x',
    createdAt: 0,
  }
  await write([orm.insert(tenantBacklogs).values(row), orm.insert(alertTargets).values(target)])
  const broken = { send: async () => ({ ok: false as const, kind: 'retry' as const, reason: 'status_503' }) }
  await runAlerts({ ...fleet, mail: broken })

  const [failing] = await read([orm.select().from(alertTargets)])
  expect([failing[0]?.lastError, mails]).toEqual(['status_503', []])
  await runAlerts(fleet)
  const [fine] = await read([orm.select().from(alertTargets)])
  expect([fine[0]?.lastError, mails.length]).toEqual([null, 1])
})

test('when cron is silent, requests notice it, and once it is back that is over', async () => {
  const { fleet, clock, hour, note, open } = await makeWatch()
  // Before it struck for the first time, nothing is silent.
  await note([hour('platform', { requests: 1 })])
  await runAlerts(fleet)
  clock.advance(minutes(9))
  expect([await note([hour('platform', { requests: 1 })]), await open()]).toEqual([
    { isSilenceUntold: false },
    [],
  ])
  clock.advance(minutes(2))
  await note([hour('platform', { requests: 1 })])
  expect([await note([]), await open()]).toEqual([{ isSilenceUntold: true }, ['fleet_silent']])
  clock.advance(minutes(1))
  await runAlerts(fleet)
  expect(await open()).toEqual([])
})

test('hours add up, bucket by bucket', async () => {
  const { clock, read, orm, note } = await makeWatch()
  const of = { hourAt: clock.now() - (clock.now() % hours(1)), tenantId: 'platform' }
  const one = toCounts({ status: 200, ms: 40, queries: 2, slowQueries: 0 }, of)
  const other = toCounts({ status: 503, ms: 3_000, queries: 1, slowQueries: 1 }, of)
  await note([one])
  await note([other, one])

  const [rows] = await read([orm.select().from(tenantHours).where(eq(tenantHours.tenantId, 'platform'))])
  expect(rows).toEqual([
    {
      ...of,
      requests: 3,
      errors: 1,
      slow: 1,
      totalMs: 3_080,
      buckets: [2, 0, 0, 0, 0, 0, 1],
      queries: 5,
      slowQueries: 1,
    },
  ])
})
