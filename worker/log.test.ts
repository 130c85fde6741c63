import { expect, test, vi } from 'vitest'
import { logFailure, logRefusal } from './log.ts'
import { captureLog } from './testing/capture-log.ts'

const UTC = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/

test('every line is JSON and says when, in UTC', () => {
  const takeLog = captureLog()
  logFailure({ event: 'tried', requestId: 'req_1' }, new Error('oh'))
  logRefusal({ status: 403, requestId: 'req_1' })

  // oxlint-disable-next-line no-console
  const lines = [takeLog(), String(vi.mocked(console.info).mock.lastCall?.[0])]
  for (const line of lines) expect(JSON.parse(line)).toMatchObject({ at: expect.stringMatching(UTC) })
})

test('of a statement that failed its values stay out', () => {
  const takeLog = captureLog()
  const cause = new Error('Failed query: select 1 where email = ?\nparams: elena@example.test')
  logFailure({ event: 'tried', requestId: 'req_1' }, new Error('It did not work', { cause }))

  const line = takeLog()
  expect(line).toContain('It did not work')
  expect(line).not.toContain('elena')
})
