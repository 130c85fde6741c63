import type { PlatformClient } from './client.ts'
import type { Printer } from './print.ts'

/** What was written after the command's name. */
export type Given = {
  /** The next word, such as a studio's slug. @throws UsageError naming what is missing. */
  word: (name: string) => string
  /** The value of `--name=…`; nothing when it is not there. */
  option: (name: string) => string | undefined
  /** The same where it has to be there. @throws UsageError */
  need: (name: string) => string
  /** Whether `--name` is there. */
  flag: (name: string) => boolean
}

export type Call = { platform: PlatformClient; given: Given; print: Printer }

/** One thing the command line can do: a request or several of the platform's API, and how the answer is shown. */
export type Command = {
  /** One word or two: `list`, `migrations start`. */
  name: string
  /** What follows it, for the help: `<studio> [--reason=…]`. */
  usage: string
  /** In half a sentence. */
  says: string
  /** Names of `--name=…` and of `--name` that it knows; others are refused. */
  options?: readonly string[]
  flags?: readonly string[]
  run: (call: Call) => Promise<void>
}

/** Something was left out or is not known: told without a trace. */
export class UsageError extends Error {
  override name = 'UsageError'
}
