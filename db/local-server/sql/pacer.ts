import { setImmediate } from 'node:timers/promises'

/** Long work on the one thread stops now and then for the other requests: `if (pacer.isDue()) await pacer.rest()`. */
export class Pacer {
  readonly #sliceMs: number
  #since = performance.now()

  constructor(sliceMs: number) {
    this.#sliceMs = sliceMs
  }

  isDue(): boolean {
    return performance.now() - this.#since > this.#sliceMs
  }

  rest(): Promise<void> {
    return this.restWhile(setImmediate())
  }

  async restWhile(other: Promise<void>): Promise<void> {
    await other
    this.#since = performance.now()
  }
}
