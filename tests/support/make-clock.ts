/** A clock that stands still until a test moves it. */
export type TestClock = { now: () => number; set: (instant: number) => void; advance: (ms: number) => void }

export function makeClock(instant: number): TestClock {
  let current = instant
  return {
    now: () => current,
    set: (next) => {
      current = next
    },
    advance: (ms) => {
      current += ms
    },
  }
}
