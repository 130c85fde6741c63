import { vi } from 'vitest'

/**
 * For a test that makes something fail on purpose: keeps the log from the terminal. What it gives takes the lines logged
 * so far; whatever is not taken fails the test.
 */
export function captureLog(): () => string {
  // oxlint-disable-next-line no-console
  const log = vi.mocked(console.error).mockImplementation(() => {})
  return () => {
    const lines = log.mock.calls.flat().join('\n')
    log.mockClear()
    return lines
  }
}
