import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { jobs, jobSteps, tenants } from '../../../db/registry/schema/index.ts'
import { makeFleetContext } from '../../../tests/support/make-fleet-context.ts'
import { minutes } from '../../durations.ts'
import { AppError } from '../../errors.ts'
import { abandonJob, resumeJob } from './abandon-job.ts'
import type { JobDefinition, JobStep, StepOutcome } from './job-definition.ts'
import { runJobAs } from './run-job.ts'
import { startJob } from './start-job.ts'

type Deed = () => StepOutcome | Promise<StepOutcome>

/** A job of three steps that write down what was done; `deeds` says what one does besides. */
async function makeJob(deeds: Partial<Record<string, Deed>> = {}, changes: Partial<JobDefinition> = {}) {
  const made = await makeFleetContext()
  const { fleet, clock } = made
  const log: string[] = []
  const step = (name: string): JobStep => ({
    name,
    run: async () => {
      log.push(name)
      return (await deeds[name]?.()) ?? { result: { [name]: true } }
    },
    undo: async () => {
      log.push(`undo ${name}`)
      return (await deeds[`undo ${name}`]?.()) ?? {}
    },
  })
  const definition: JobDefinition = { kind: 'create', steps: ['one', 'two', 'three'].map(step), ...changes }
  const load = async () => definition
  const start = () =>
    startJob(fleet, { kind: 'create', tenantId: 'ten_iron', input: {}, createdBy: 'system' })
  const { id } = await start()
  const run = () => runJobAs(fleet, id, load)
  const abandon = () => abandonJob(fleet, { id }, load)
  const read = async () => {
    const { orm, read: ask } = fleet.registry
    const [[job], steps] = await ask([
      orm.select().from(jobs).where(eq(jobs.id, id)),
      orm.select().from(jobSteps).where(eq(jobSteps.jobId, id)),
    ])
    return { job, steps }
  }
  return { ...made, fleet, clock, log, id, start, run, abandon, read, deeds }
}

const insertTenant = ({ fleet }: Awaited<ReturnType<typeof makeFleetContext>>, slug: string) =>
  fleet.registry.orm.insert(tenants).values({
    id: 'ten_iron',
    slug,
    name: 'Iron',
    status: 'provisioning',
    databaseUrl: '',
    databaseTokenEncrypted: '',
    createdAt: 0,
  })

test('does the steps in order, once, and keeps what they found out', async () => {
  const job = await makeJob()
  expect(job.started).toEqual([{ kind: 'job', id: job.id, inMs: 0 }])

  await job.run()
  await job.run()

  expect(job.log).toEqual(['one', 'two', 'three'])
  const { job: row, steps } = await job.read()
  expect(row).toMatchObject({
    state: 'done',
    error: null,
    endedAt: job.clock.now(),
    result: { one: true, two: true, three: true },
  })
  expect(steps.every(({ doneAt }) => doneAt === job.clock.now())).toBe(true)
})

test('writes what a step changes together with its mark, or neither', async () => {
  const deeds: Record<string, Deed> = {}
  const job = await makeJob(deeds)
  const first = insertTenant(job, 'iron')
  // The second row has the same id: the batch is refused.
  deeds['one'] = () => ({ statements: [first, insertTenant(job, 'other')] })

  await job.run()

  expect((await job.read()).steps).toMatchObject([{ step: 'one', doneAt: null, attempts: 2 }])
  const [rows] = await job.fleet.registry.read([job.fleet.registry.orm.select().from(tenants)])
  expect(rows).toEqual([])
})

test('tries a step that fails again, later each time, and goes on from there', async () => {
  let failures = 3
  const job = await makeJob({
    two: () => {
      if (failures-- > 0) throw new Error('the vendor is out')
      return {}
    },
  })

  for (const waitMs of [2_000, 4_000, 8_000]) {
    await job.run()
    const { job: row } = await job.read()
    expect(row).toMatchObject({ state: 'running', nextAt: job.clock.now() + waitMs })
    expect(row?.error).toBe('two: Error: the vendor is out')
    expect(job.started.at(-1)).toMatchObject({ inMs: waitMs })
    job.clock.advance(waitMs - 1)
    await job.run()
    job.clock.advance(1)
  }
  await job.run()

  expect(job.log).toEqual(['one', 'two', 'two', 'two', 'two', 'three'])
  expect((await job.read()).job).toMatchObject({ state: 'done', error: null })
})

test('gives up after sixteen failures of a step', async () => {
  const job = await makeJob({ one: () => Promise.reject(new Error('no')) })
  for (let n = 0; n < 20; n += 1) {
    await job.run()
    job.clock.advance(minutes(5))
  }
  expect(job.log).toHaveLength(16)
  expect((await job.read()).job?.state).toBe('failed')
})

test('stops at a failure that trying again does not mend, until an operator has it go on', async () => {
  const deeds: Record<string, Deed> = {
    two: () => Promise.reject(new AppError('invalid_input', 'This name is taken.')),
  }
  const job = await makeJob(deeds)
  await job.run()
  job.clock.advance(minutes(10))
  await job.run()
  expect((await job.read()).job).toMatchObject({ state: 'failed', error: 'two: This name is taken.' })

  delete deeds['two']
  await resumeJob(job.fleet, { id: job.id })
  await job.run()

  expect(job.log).toEqual(['one', 'two', 'two', 'three'])
  expect((await job.read()).job?.state).toBe('done')
  await expect(resumeJob(job.fleet, { id: job.id })).rejects.toMatchObject({ code: 'conflict' })
})

test('asks a step that has to wait again when it said, and keeps what it knows so far', async () => {
  const deeds: Record<string, Deed> = {}
  const job = await makeJob(deeds)
  const againAt = job.clock.now() + minutes(7)
  deeds['one'] = () => ({ againAt, result: { asked: 1 } })
  await job.run()
  expect((await job.read()).job).toMatchObject({ nextAt: againAt, attempts: 0, result: { asked: 1 } })

  delete deeds['one']
  job.clock.set(againAt)
  await job.run()

  expect((await job.read()).job).toMatchObject({ state: 'done', result: { asked: 1, one: true } })
})

test('lets nobody else at a job while somebody is, and takes over from whoever died', async () => {
  const deeds: Record<string, Deed> = {}
  const job = await makeJob(deeds)
  const { promise: hang, resolve: wakeUp } = Promise.withResolvers<StepOutcome>()
  const { promise: isThere, resolve: arrive } = Promise.withResolvers<void>()
  deeds['one'] = () => {
    arrive()
    return hang
  }
  const dead = job.run()
  await isThere
  await job.run()
  expect(job.log).toEqual(['one'])

  delete deeds['one']
  deeds['two'] = async () => {
    // It was not dead after all: what it did late counts for nothing.
    wakeUp({ result: { late: true } })
    await dead
    return { result: { two: true } }
  }
  job.clock.advance(minutes(2))
  await job.run()

  expect(job.log).toEqual(['one', 'one', 'two', 'three'])
  expect((await job.read()).job).toMatchObject({
    state: 'done',
    result: { one: true, two: true, three: true },
  })
  expect((await job.read()).job?.result).not.toHaveProperty('late')
})

test('takes back what was begun when it is abandoned, the last step first', async () => {
  const job = await makeJob({ two: () => Promise.reject(new AppError('conflict', 'No.')) })
  await job.run()

  await job.abandon()
  await job.run()

  expect(job.log).toEqual(['one', 'two', 'undo two', 'undo one'])
  expect((await job.read()).job).toMatchObject({ state: 'undone', error: null })
  await expect(job.abandon()).rejects.toMatchObject({ code: 'conflict' })
})

test('abandoned before anybody came to it, takes back what it was written with', async () => {
  const job = await makeJob()
  await job.abandon()
  job.clock.advance(minutes(5))
  await job.run()
  expect(job.log).toEqual(['undo one'])
  expect((await job.read()).job?.state).toBe('undone')
})

test('abandoned in the middle of a step, takes it back only when that step has ended', async () => {
  const deeds: Record<string, Deed> = {}
  const job = await makeJob(deeds)
  deeds['two'] = async () => {
    await job.abandon()
    await job.run()
    expect(job.log).toEqual(['one', 'two'])
    return {}
  }
  await job.run()
  expect(job.log).toEqual(['one', 'two'])
  expect(job.started.at(-1)).toMatchObject({ id: job.id, inMs: 0 })

  await job.run()

  expect(job.log).toEqual(['one', 'two', 'undo two', 'undo one'])
  expect((await job.read()).job?.state).toBe('undone')
})

test('never gives up taking back, and begins no other job of the studio until it is over', async () => {
  const deeds: Record<string, Deed> = {
    two: () => Promise.reject(new AppError('conflict', 'No.')),
    'undo two': () => Promise.reject(new AppError('conflict', 'Not yet.')),
  }
  const job = await makeJob(deeds)
  await job.run()
  await job.abandon()
  for (let n = 0; n < 20; n += 1) {
    await job.run()
    job.clock.advance(minutes(5))
  }
  expect((await job.read()).job).toMatchObject({ state: 'undoing', error: 'two: Not yet.' })
  await expect(job.start()).rejects.toMatchObject({ code: 'conflict', details: { reason: 'job_open' } })

  delete deeds['undo two']
  await job.run()

  expect((await job.read()).job?.state).toBe('undone')
  await expect(job.start()).resolves.toMatchObject({ state: 'running' })
})

test('does not let what is final be abandoned', async () => {
  const job = await makeJob({}, { isFinal: true })
  await expect(job.abandon()).rejects.toMatchObject({ code: 'conflict' })
})
