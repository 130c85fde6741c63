import { isDatabaseError } from '../../db/database-error.ts'
import { seconds } from '../durations.ts'
import { exceededLimit } from '../plans/plan-limit.ts'
import type { BookingCommand } from './booking-command.ts'
import type { BookingOutcome } from './booking-outcome.ts'
import type { TrainerTime } from './claim.ts'
import { sourceIds, type Commands } from './commit-bookings.ts'

export type BookingLineDeps = {
  /** Decides the commands in their order; see `commitBookings`. */
  commit: (commands: Commands) => Promise<BookingOutcome[]>
  /** What became of commands whose answer got lost, by the rows that are there now; see `settleBookings`. */
  settle: (commands: Commands) => Promise<BookingOutcome[]>
  now: () => number
  /** Told of failures that somebody should look at, and what was to be decided. */
  report: (error: unknown, commands: Commands) => void
}

type Waiting = { command: BookingCommand; since: number; answer: (outcome: BookingOutcome) => void }

/** What this line itself saw decided is trusted for this long; anything older is asked of the database. */
const MEMORY_MS = seconds(2)
/** Longer than this nobody waits in line: nothing has been sent, so "try again" is a safe answer. */
const PATIENCE_MS = seconds(5)
const MAX_WAITING = 1_000
const MAX_BATCH = 200

/**
 * The line in which one trainer's booking commands are decided, in order of arrival. Those that arrive while a round
 * trip is under way go together in the next one, so a rush of hundreds costs a few. A command that meets one ahead of
 * it waits for what becomes of that one, and what this line knows to be taken is refused without asking.
 *
 * The line is fairness and speed. The guarantee is the database's: two lines for one trainer, or one that
 * forgets everything, still cannot book a time twice.
 */
export class BookingLine {
  readonly #deps: BookingLineDeps
  readonly #taken = new Map<string, { command: BookingCommand; decidedAt: number }>()
  #waiting: Waiting[] = []
  #isRunning = false

  constructor(deps: BookingLineDeps) {
    this.#deps = deps
  }

  /** Resolves with what became of the command; never rejects. */
  submit(command: BookingCommand): Promise<BookingOutcome> {
    if (this.#waiting.length >= MAX_WAITING) return Promise.resolve({ ok: false, code: 'unavailable' })
    return new Promise((answer) => {
      this.#waiting.push({ command, since: this.#deps.now(), answer })
      void this.#run()
    })
  }

  /** What this line may remember as taken by a booking or a hold is free again. */
  forget(sourceId: string): void {
    for (const [id, { command }] of this.#taken)
      if (sourceIds(command).includes(sourceId)) this.#taken.delete(id)
  }

  async #run(): Promise<void> {
    if (this.#isRunning) return
    this.#isRunning = true
    for (let next = this.#takeNext(); next.length > 0; next = this.#takeNext()) {
      const [first, ...others] = next.map(({ command }) => command)
      if (!first) break
      const outcomes = await this.#decide([first, ...others])
      next.forEach(({ command, answer }, index) => {
        const outcome = outcomes[index] ?? { ok: false, code: 'outcome_unknown' }
        if (outcome.ok) this.#remember(command, outcome)
        answer(outcome)
      })
    }
    this.#isRunning = false
  }

  #remember(command: BookingCommand, { bookings }: Extract<BookingOutcome, { ok: true }>): void {
    // Where the booking was before, or the hold it came from, is free now.
    for (const id of notInTheWay(command)) this.forget(id)
    const isStillThere = bookings.every(({ status }) => status === 'confirmed' || status === 'pending')
    if (isStillThere) this.#taken.set(command.id, { command, decidedAt: this.#deps.now() })
  }

  /** Takes from the line what goes into the next round trip; answers those that need none. */
  #takeNext(): Waiting[] {
    const now = this.#deps.now()
    for (const [id, { decidedAt }] of this.#taken) if (now - decidedAt > MEMORY_MS) this.#taken.delete(id)
    const chosen: Waiting[] = []
    const held: Waiting[] = []
    for (const one of this.#waiting) {
      const meetsOne = ({ command }: { command: BookingCommand }) => meets(command, one.command)
      if (now - one.since > PATIENCE_MS) one.answer({ ok: false, code: 'unavailable' })
      else if ([...this.#taken.values()].some(meetsOne)) one.answer({ ok: false, code: 'slot_taken' })
      else if (chosen.length === MAX_BATCH || chosen.some(meetsOne) || held.some(meetsOne)) held.push(one)
      else chosen.push(one)
    }
    this.#waiting = held
    return chosen
  }

  async #decide(commands: Commands): Promise<BookingOutcome[]> {
    try {
      return await this.#deps.commit(commands)
    } catch (error) {
      if (isDatabaseError(error, 'unknown')) return this.#settle(commands)
      // One command the database will not have must not cost the others their place.
      if (isDatabaseError(error, 'constraint') && commands.length > 1) return this.#decideOneByOne(commands)
      if (isDatabaseError(error, 'constraint') && /no_overlap|no_overbooking/.test(error.message)) {
        return commands.map(() => ({ ok: false, code: 'slot_taken' }))
      }
      if (exceededLimit(error)) return commands.map(() => ({ ok: false, code: 'plan_limit' }))
      this.#deps.report(error, commands)
      return commands.map(() => ({ ok: false, code: 'unavailable' }))
    }
  }

  async #decideOneByOne(commands: Commands): Promise<BookingOutcome[]> {
    const outcomes: BookingOutcome[] = []
    for (const command of commands) outcomes.push(...(await this.#decide([command])))
    return outcomes
  }

  async #settle(commands: Commands): Promise<BookingOutcome[]> {
    try {
      return await this.#deps.settle(commands)
    } catch (error) {
      this.#deps.report(error, commands)
      return commands.map(() => ({ ok: false, code: 'outcome_unknown' }))
    }
  }
}

/** Whether two commands cannot both be, for a trainer's time: the rule of `guard.ts`. Places and units it does not count. */
function meets(a: BookingCommand, b: BookingCommand): boolean {
  if (a.id === b.id || a.claim.isForced || b.claim.isForced) return false
  if (sourceIds(a).some((id) => notInTheWay(b).includes(id))) return false
  return a.claim.times.some((one) => b.claim.times.some((other) => overlap(one, other)))
}

/** What it replaces: itself as it was, or the hold it comes from. */
function notInTheWay(command: BookingCommand): string[] {
  const { ignore } = command.claim
  return command.kind === 'book' && command.hold ? [...ignore, command.hold.id] : ignore
}

function overlap(a: TrainerTime, b: TrainerTime): boolean {
  if (a.trainerId !== b.trainerId) return false
  if (a.gapRule === 'sum' || b.gapRule === 'sum') {
    return a.occupiedFrom < b.occupiedUntil && a.occupiedUntil > b.occupiedFrom
  }
  return (
    (a.startsAt < b.occupiedUntil && a.endsAt > b.occupiedFrom) ||
    (a.occupiedFrom < b.endsAt && a.occupiedUntil > b.startsAt)
  )
}
