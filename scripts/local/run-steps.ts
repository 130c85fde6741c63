import type { CommandResult } from './run-command.ts'

/** What a step says of itself: how many tests passed and failed, when it ran any. */
export type StepResult = CommandResult & { passed?: number; failed?: number }
export type Step = { name: string; run: () => Promise<StepResult> }
export type Total = { passed: number; failed: number }

/**
 * Runs the steps, at most `atOnce` side by side, with a line each; of one that fails, also what it printed. A failed step
 * without a count of its own counts as one failure.
 */
export async function runSteps(
  steps: readonly Step[],
  { atOnce, say }: { atOnce: number; say: (text: string) => void },
): Promise<Total> {
  const total = { passed: 0, failed: 0 }
  const queue = steps.values()
  const runNext = async () => {
    for (const { name, run } of queue) {
      const startedAt = performance.now()
      const { isOk, output, passed = 0, failed = 0 } = await run()
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
      total.passed += passed
      total.failed += isOk ? failed : Math.max(failed, 1)
      const counted = passed + failed > 0 ? `${passed} passed` : ''
      if (!isOk) say(`${output.trimEnd()}\n`)
      say(`${isOk ? 'ok    ' : 'FAILED'} ${name.padEnd(22)} ${seconds.padStart(6)} s  ${counted}`.trimEnd())
    }
  }
  await Promise.all(Array.from({ length: atOnce }, runNext))
  return total
}
