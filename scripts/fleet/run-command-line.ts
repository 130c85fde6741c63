import { makePlatformClient, PlatformFailure } from './client.ts'
import { UsageError, type Command, type Given } from './command.ts'
import { makePrinter } from './print.ts'

type Line = {
  /** Without the program's own name. */
  words: readonly string[]
  env: NodeJS.ProcessEnv
  commands: readonly Command[]
  out: (text: string) => void
  errors: { isTTY?: boolean; write: (text: string) => unknown }
}

const LOCAL = 'http://platform.localhost:8787'

/** Carries out one line; gives the exit code. Never rejects. */
export async function runCommandLine({ words, env, commands, out, errors }: Line): Promise<number> {
  try {
    const { command, rest } = findCommand(commands, words)
    if (!command || rest.includes('--help')) {
      out(helpOf(command ? [command] : commands))
      return command || words.length === 0 || words[0] === 'help' || words[0] === '--help' ? 0 : 2
    }
    const { given, isJson } = readWords(command, rest)
    const key = env['OPERATOR_KEY']
    if (!key) throw new UsageError('Set OPERATOR_KEY to an operators’ key: tho_…')
    const platform = makePlatformClient({ url: env['PLATFORM_URL'] ?? LOCAL, key })
    await command.run({ platform, given, print: makePrinter({ isJson, write: out, errors }) })
    return 0
  } catch (error) {
    errors.write(`${sentenceOf(error)}\n`)
    return error instanceof UsageError ? 2 : 1
  }
}

/** The longest name that the line begins with. */
function findCommand(commands: readonly Command[], words: readonly string[]) {
  const found = commands
    .filter(({ name }) => name.split(' ').every((word, index) => words[index] === word))
    .toSorted((a, b) => b.name.length - a.name.length)[0]
  return { command: found, rest: found ? words.slice(found.name.split(' ').length) : words }
}

function readWords(command: Command, rest: readonly string[]): { given: Given; isJson: boolean } {
  const places: string[] = []
  const options = new Map<string, string>()
  const flags = new Set<string>()
  for (const word of rest) {
    const [, name = '', value] = /^--([a-z-]+)(?:=(.*))?$/s.exec(word) ?? []
    if (name === '') places.push(word)
    else if (value === undefined && ['json', ...(command.flags ?? [])].includes(name)) flags.add(name)
    else if (value !== undefined && command.options?.includes(name)) options.set(name, value)
    else throw new UsageError(`${word} is not known here.\n${helpOf([command])}`)
  }
  const missing = (what: string) => new UsageError(`${what} is missing.\n${helpOf([command])}`)
  const given: Given = {
    word(name) {
      const next = places.shift()
      if (next === undefined) throw missing(`<${name}>`)
      return next
    },
    option: (name) => options.get(name),
    need(name) {
      const value = options.get(name)
      if (value === undefined || value === '') throw missing(`--${name}=…`)
      return value
    },
    flag: (name) => flags.has(name),
  }
  return { given, isJson: flags.has('json') }
}

const WIDTH = 60

/** Each command with what it does: beside it where there is room, else below. */
function helpOf(commands: readonly Command[]): string {
  const lines = commands.map(({ name, usage, says }) => {
    const line = `  ${name} ${usage}`.trimEnd()
    return line.length <= WIDTH ? `${line.padEnd(WIDTH)}  ${says}` : `${line}\n${' '.repeat(WIDTH)}  ${says}`
  })
  return ['npm run tenants -- <command> [--json]', ...lines, ''].join('\n')
}

function sentenceOf(error: unknown): string {
  if (error instanceof PlatformFailure) {
    const faults = error.faults.map(({ path, message }) => `\n  ${path}: ${message}`).join('')
    const request = error.requestId === undefined ? '' : ` [${error.requestId}]`
    return `${error.code}: ${error.message}${faults}${request}`
  }
  return error instanceof Error ? error.message : String(error)
}
