import { afterEach, beforeEach, expect, vi } from 'vitest'

/** A quiet suite: whatever prints a warning or an error in a test fails that test. */
beforeEach(() => {
  vi.spyOn(console, 'error')
  vi.spyOn(console, 'warn')
  // Refusals are logged as they should be; a suite that tries them all would drown in them.
  vi.spyOn(console, 'info').mockImplementation(() => {})
})

afterEach(() => {
  const said = [...vi.mocked(console.error).mock.calls, ...vi.mocked(console.warn).mock.calls]
  vi.restoreAllMocks()
  expect(said).toEqual([])
})
