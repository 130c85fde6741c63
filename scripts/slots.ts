/**
 * `npm run -s slots -- [--grid window|clock] FILE…`: what the engine lists for the cases of slot corpus files
 * (tests/corpus/README.md), one line `{"id":…,"slots":[epoch ms]}` a case, to compare with other engines.
 *
 * Whatever goes wrong is one line on stderr, and the other cases are still listed. Exit code: 2 when a file or the
 * shape of a case cannot be read, else 1 when the input of a case cannot be meant (an unknown zone, a duration of 0).
 */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { listSlots } from '../tenants/availability/list-slots.ts'
import type { SlotGrid } from '../tenants/availability/slot-input.ts'
import { slotCaseInput, toSlotInput } from './slot-case.ts'

const USAGE = 'usage: npm run -s slots -- [--grid window|clock] FILE…'

const corpusFile = z.object({ cases: z.array(z.unknown()) })
const corpusCase = z.object({ id: z.union([z.string(), z.number()]), input: slotCaseInput })

/** Says what is wrong in one line and remembers the gravest exit code. */
function complain(exitCode: 1 | 2, message: string): void {
  console.error(message.replaceAll(/\s+/g, ' '))
  process.exitCode = Math.max(exitCode, Number(process.exitCode ?? 0))
}

function main(): void {
  const options = readOptions()
  if (!options) return complain(2, USAGE)
  for (const file of options.files) printFile(file, options.grid)
}

function readOptions(): { files: string[]; grid: SlotGrid } | undefined {
  try {
    const { values, positionals } = parseArgs({
      options: { grid: { type: 'string' } },
      allowPositionals: true,
    })
    const { grid = 'window' } = values
    return positionals.length > 0 && (grid === 'window' || grid === 'clock')
      ? { files: positionals, grid }
      : undefined
  } catch {
    return undefined
  }
}

function printFile(file: string, grid: SlotGrid): void {
  let cases: unknown[]
  try {
    // npm runs scripts in the package's folder; paths are meant from where it was called.
    const text = readFileSync(resolve(process.env['INIT_CWD'] ?? '.', file), 'utf8')
    cases = corpusFile.parse(JSON.parse(text)).cases
  } catch (error) {
    return complain(2, `${file}: ${explain(error)}`)
  }
  for (const [index, given] of cases.entries()) {
    const parsed = corpusCase.safeParse(given)
    if (parsed.success) printCase(file, parsed.data, grid)
    else complain(2, `${file}: case ${nameOf(given) ?? index}: ${explain(parsed.error)}`)
  }
}

function printCase(file: string, { id, input }: z.infer<typeof corpusCase>, grid: SlotGrid): void {
  try {
    const slots = listSlots(toSlotInput(input, grid))
    process.stdout.write(`${JSON.stringify({ id, slots })}\n`)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    complain(1, `${file}: case ${id}: ${error.message}`)
  }
}

function nameOf(given: unknown): string | undefined {
  const named = z.object({ id: z.union([z.string(), z.number()]) }).safeParse(given)
  return named.success ? String(named.data.id) : undefined
}

function explain(error: unknown): string {
  if (error instanceof z.ZodError) {
    return error.issues
      .map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': '))
      .join('; ')
  }
  return error instanceof Error ? error.message : String(error)
}

// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', () => process.exit())

main()
