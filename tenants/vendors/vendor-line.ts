import { minutes, seconds } from '../durations.ts'
import type { Turn, VendorAnswer } from '../messages/gate-port.ts'
import { Circuit, type CircuitState } from './circuit.ts'

/** Longer than this nobody waits in line: the message goes back into its studio's outbox. */
export const LONGEST_WAIT_MS = minutes(1)
/** A 20th slower than the vendor allows: requests do not arrive as evenly as they leave. */
const MARGIN = 1.05
const LONGEST_PAUSE_MS = minutes(60)

type Waiter = { until: number; settle: (turn: Turn) => void }

type Parts = {
  /** How many requests a second the vendor takes. */
  perSecond: number
  now: () => number
  /** From 0 to below 1. */
  random: () => number
  /** Calls back once after so many ms. */
  later: (run: () => void, ms: number) => void
}

export type VendorStatus = {
  circuit: { state: CircuitState; until: number | null }
  /** As of now, after what the vendor said. */
  perSecond: number
  pausedUntil: number | null
  waiting: number
  studios: number
}

/**
 * The line before one vendor. Its rate is kept for the whole platform, and studios take turns: whoever has one message
 * to send waits for one turn of every other studio in line, however much those have. When the vendor says that it is too
 * much, everybody pauses for as long as it asks, and the pace is halved and found again step by step.
 */
export class VendorLine {
  readonly #parts: Parts
  readonly #circuit: Circuit
  /** By studio, in the order of turns: who had one goes to the end. */
  readonly #lines = new Map<string, Waiter[]>()
  #perSecond: number
  #nextAt = 0
  #pausedUntil = 0
  #slowedAt = -Infinity
  #isTicking = false

  constructor(parts: Parts) {
    this.#parts = parts
    this.#perSecond = parts.perSecond
    this.#circuit = new Circuit(parts)
  }

  /** Resolves when this studio's next message may go, or is to come again later. */
  take(tenantId: string): Promise<Turn> {
    const now = this.#parts.now()
    const longest = this.#longestWait(tenantId, now)
    if (longest > LONGEST_WAIT_MS) {
      return Promise.resolve({ ok: false, retryAfterMs: Math.ceil(longest * (1 + this.#parts.random() / 4)) })
    }
    return new Promise((settle) => {
      const line = this.#lines.get(tenantId) ?? []
      line.push({ until: now + LONGEST_WAIT_MS, settle })
      this.#lines.set(tenantId, line)
      this.#tick()
    })
  }

  /** What the vendor answered to a request of this studio's. */
  report(tenantId: string, answer: VendorAnswer): void {
    const isDown = !answer.ok && (answer.kind === 'retry' || answer.kind === 'unknown')
    if (!answer.ok && isDown && answer.retryAfterMs !== undefined) {
      // Whoever says when to come again is there.
      this.#circuit.note(tenantId, false)
      this.#slowDown(answer.retryAfterMs)
      return
    }
    if (!isDown) this.#perSecond = Math.min(this.#parts.perSecond, this.#perSecond * 1.05)
    this.#circuit.note(tenantId, isDown)
    if (isDown) this.#tick()
  }

  status(): VendorStatus {
    const now = this.#parts.now()
    return {
      circuit: this.#circuit.status(),
      perSecond: this.#perSecond,
      pausedUntil: this.#pausedUntil > now ? this.#pausedUntil : null,
      waiting: [...this.#lines.values()].reduce((sum, line) => sum + line.length, 0),
      studios: this.#lines.size,
    }
  }

  /** As if nobody left: until the pause is over and every studio had as many turns as this one is to have. */
  #longestWait(tenantId: string, now: number): number {
    const own = (this.#lines.get(tenantId)?.length ?? 0) + 1
    let turns = own
    for (const [id, line] of this.#lines) if (id !== tenantId) turns += Math.min(line.length, own)
    return Math.max(this.#pausedUntil - now, 0) + (turns - 1) * this.#spacing()
  }

  #spacing(): number {
    return (seconds(1) / this.#perSecond) * MARGIN
  }

  #slowDown(wishMs: number): void {
    const now = this.#parts.now()
    this.#pausedUntil = Math.max(this.#pausedUntil, now + Math.min(wishMs, LONGEST_PAUSE_MS))
    // Requests that were under way together speak of the same moment.
    if (now - this.#slowedAt >= seconds(1)) {
      this.#slowedAt = now
      this.#perSecond = Math.max(this.#perSecond / 2, this.#parts.perSecond / 20)
    }
    this.#tick()
  }

  #tick(): void {
    const now = this.#parts.now()
    this.#sendAway(now)
    if (now >= Math.max(this.#nextAt, this.#pausedUntil)) this.#giveTurn(now)
    if (this.#lines.size === 0 || this.#isTicking) return
    this.#isTicking = true
    const run = () => {
      this.#isTicking = false
      this.#tick()
    }
    this.#parts.later(run, Math.max(1, Math.ceil(Math.max(this.#nextAt, this.#pausedUntil) - now)))
  }

  #giveTurn(now: number): void {
    for (const [tenantId, line] of this.#lines) {
      this.#lines.delete(tenantId)
      const waitMs = this.#circuit.admit(tenantId)
      if (waitMs > 0) {
        for (const { settle } of line) settle({ ok: false, retryAfterMs: waitMs })
        continue
      }
      this.#nextAt = now + this.#spacing()
      const [first, ...rest] = line
      if (rest.length > 0) this.#lines.set(tenantId, rest)
      first?.settle({ ok: true })
      return
    }
  }

  /** Whoever would be waiting for longer than anybody shall. */
  #sendAway(now: number): void {
    const opensAt = Math.max(now, this.#pausedUntil)
    for (const [tenantId, line] of this.#lines) {
      const patient = line.filter(({ until }) => until > opensAt)
      for (const { until, settle } of line) {
        if (until <= opensAt) settle({ ok: false, retryAfterMs: Math.max(opensAt - now, seconds(1)) })
      }
      if (patient.length === 0) this.#lines.delete(tenantId)
      else this.#lines.set(tenantId, patient)
    }
  }
}
