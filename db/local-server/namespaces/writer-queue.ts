import { busyError } from '../sql/engine-error.ts'

interface Waiter<T> {
  owner: T
  admit: () => void
  refuse: (error: Error) => void
}

/** One writer at a time per database. The others stand in line, each for a bounded time, then get SQLITE_BUSY. */
export class WriterQueue<T extends object> {
  #holder: T | undefined
  #waiting: Waiter<T>[] = []

  isHeldBy(owner: T): boolean {
    return this.#holder === owner
  }

  /** Resolves when it is the owner's turn; rejects with SQLITE_BUSY after `waitMs`. At once when nobody writes. */
  acquire(owner: T, waitMs: number): Promise<void> | undefined {
    if (this.#holder === owner) return undefined
    if (!this.#holder) {
      this.#holder = owner
      return undefined
    }
    return this.#waitInLine(owner, waitMs)
  }

  /** Hands the turn straight to the next in line, so that nobody overtakes. Nothing to do for a non-holder. */
  release(owner: T): void {
    if (this.#holder !== owner) return
    const next = this.#waiting.shift()
    this.#holder = next?.owner
    next?.admit()
  }

  /** Sends everybody in line away with the error. */
  refuseAll(error: Error): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const waiter of waiting) waiter.refuse(error)
  }

  #waitInLine(owner: T, waitMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting = this.#waiting.filter((waiter) => waiter !== self)
        reject(busyError)
      }, waitMs)
      const self: Waiter<T> = {
        owner,
        admit: () => {
          clearTimeout(timer)
          resolve()
        },
        refuse: (error) => {
          clearTimeout(timer)
          reject(error)
        },
      }
      this.#waiting.push(self)
    })
  }
}
