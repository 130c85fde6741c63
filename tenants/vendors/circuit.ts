import { minutes, seconds } from '../durations.ts'

const FAILURES_IN_A_ROW = 5
/** Of so many answers in the last minute, half of them failures are enough, too. */
const ENOUGH_ANSWERS = 20
const WINDOW_MS = minutes(1)
const SHORTEST_MS = seconds(30)
const LONGEST_MS = minutes(10)
/** Half open: how many studios try it, each once, until this is over. */
const PROBES = 3
const PROBING_MS = seconds(30)

type Answer = { at: number; tenantId: string; isFailure: boolean }
export type CircuitState = 'closed' | 'open' | 'half_open'

type Parts = {
  now: () => number
  /** From 0 to below 1. */
  random: () => number
}

/**
 * Notices that a vendor is down, and lets nobody knock until it may be up again: first for half a minute, then twice as
 * long each time, ten minutes at most, and never for all at the same instant. Then a few studios try, one request each;
 * the first answer that comes opens the door to everyone.
 *
 * The failures of one studio alone say something about that studio (a sender that is refused, say), and close nothing.
 */
export class Circuit {
  readonly #parts: Parts
  #answers: Answer[] = []
  #state: CircuitState = 'closed'
  /** Open: until when. Half open: since when these probes are counted. */
  #at = 0
  #openMs = SHORTEST_MS
  #probes = new Set<string>()
  #failedProbes = 0

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** 0 when this studio may send now; otherwise how long it is to wait (ms). Half open, a 0 is the studio's one try. */
  admit(tenantId: string): number {
    const now = this.#parts.now()
    if (this.#state === 'closed') return 0
    if (this.#state === 'open') {
      if (now < this.#at) return this.#spread(this.#at - now)
      this.#beginProbing(now)
    }
    // Whoever tried and never said what came of it is not waited for.
    if (now >= this.#at + PROBING_MS) this.#beginProbing(now)
    if (this.#probes.size >= PROBES || this.#probes.has(tenantId)) return this.#spread(PROBING_MS / 2)
    this.#probes.add(tenantId)
    return 0
  }

  /** The vendor answered a studio's request, or did not. */
  note(tenantId: string, isFailure: boolean): void {
    const now = this.#parts.now()
    this.#answers.push({ at: now, tenantId, isFailure })
    this.#answers = this.#answers.filter(({ at }) => at > now - WINDOW_MS).slice(-200)
    if (this.#state === 'closed' && this.#isDown()) this.#open(now)
    if (this.#state !== 'half_open' || !this.#probes.has(tenantId)) return
    if (!isFailure) this.#close()
    else if (++this.#failedProbes > 1) this.#open(now)
  }

  status(): { state: CircuitState; until: number | null } {
    return { state: this.#state, until: this.#state === 'open' ? this.#at : null }
  }

  #isDown(): boolean {
    const last = this.#answers.slice(-FAILURES_IN_A_ROW)
    const failures = this.#answers.filter(({ isFailure }) => isFailure)
    const isRow = last.length === FAILURES_IN_A_ROW && last.every(({ isFailure }) => isFailure)
    const isShare = this.#answers.length >= ENOUGH_ANSWERS && failures.length * 2 >= this.#answers.length
    const considered = isRow ? last : failures
    return (isRow || isShare) && new Set(considered.map(({ tenantId }) => tenantId)).size > 1
  }

  #open(now: number): void {
    this.#state = 'open'
    this.#at = now + this.#openMs * (0.8 + 0.4 * this.#parts.random())
    this.#openMs = Math.min(this.#openMs * 2, LONGEST_MS)
  }

  #beginProbing(now: number): void {
    this.#state = 'half_open'
    this.#at = now
    this.#probes.clear()
    this.#failedProbes = 0
  }

  #close(): void {
    this.#state = 'closed'
    this.#openMs = SHORTEST_MS
    this.#answers = []
  }

  /** Up to a quarter later, so that those who were sent away do not come back as one. */
  #spread(ms: number): number {
    return Math.ceil(ms * (1 + this.#parts.random() / 4))
  }
}
