import { expect, test } from 'vitest'
import { logFailure, takeReports } from '../log.ts'
import { captureLog } from '../testing/capture-log.ts'
import { makeSentry } from './sentry.ts'

const DSN = 'https://abc@o1.ingest.example.test/42'

function report(error: unknown) {
  const takeLog = captureLog()
  takeReports()
  logFailure({ event: 'tried', tenantId: 'ten_a', requestId: 'req_1' }, error)
  takeLog()
  return takeReports()
}

test('a failure becomes an envelope for the project, with ids, kinds and places alone', async () => {
  const asked: Request[] = []
  const sentry = makeSentry({
    dsn: DSN,
    environment: 'production',
    fetch: async (input, init) => {
      asked.push(new Request(input, init))
      return new Response(null, { status: 200 })
    },
  })
  const cause = new Error('Failed query: select 1 where email = ?\nparams: elena@example.test')
  await sentry.send(report(new Error('It did not work', { cause })))

  const [request] = asked
  const lines = (await request?.text())?.trim().split('\n') ?? []
  expect(request?.url).toBe('https://o1.ingest.example.test/api/42/envelope/')
  expect(request?.headers.get('x-sentry-auth')).toBe(
    'Sentry sentry_version=7, sentry_client=trainerhub/1, sentry_key=abc',
  )
  const [head, kind, event] = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
  expect([head?.['event_id'], kind]).toEqual([event?.['event_id'], { type: 'event' }])
  expect(event).toMatchObject({
    transaction: 'tried',
    environment: 'production',
    tags: { tenantId: 'ten_a', requestId: 'req_1' },
    exception: {
      values: [{ type: 'Error' }, { type: 'Error', value: expect.stringContaining('It did not work') }],
    },
  })
  expect(lines.join('')).not.toContain('elena')
})

test('when Sentry is away, nothing fails because of it', async () => {
  const sentry = makeSentry({
    dsn: DSN,
    environment: 'x',
    fetch: async () => Promise.reject(new Error('away')),
  })
  await expect(sentry.send(report(new Error('oh')))).resolves.toBeUndefined()
})

test('what is no DSN is refused', () => {
  for (const dsn of ['https://example.test/1', 'https://abc@example.test/']) {
    expect(() => makeSentry({ dsn, environment: 'x' })).toThrow('SENTRY_DSN is no DSN')
  }
})

test('in a storm of failures no more than fifty wait', () => {
  const takeLog = captureLog()
  takeReports()
  for (let n = 0; n < 60; n++) logFailure({ event: 'tried', requestId: 'req_1' }, undefined)
  takeLog()
  expect(takeReports()).toHaveLength(50)
})
