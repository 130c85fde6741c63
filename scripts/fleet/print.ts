import type { Json } from './client.ts'

/** One column of a table: its head, and what stands in it. */
export type Column<Row> = readonly [head: string, of: (row: Row) => unknown]

export type Printer = {
  /** A table for people; for programs what the API gave, as it gave it. */
  table: <Row extends Json>(rows: readonly Row[], columns: readonly Column<Row>[]) => void
  /** One thing: its fields below each other, and lists of things as tables below those; or JSON. */
  one: (thing: Json) => void
  /** A sentence; nothing for programs. */
  say: (sentence: string) => void
  /** How far something is: a bar that is drawn over, or where there is no terminal a line at each change. */
  progress: (done: number, total: number, words?: string) => void
}

type Out = {
  isJson: boolean
  write: (text: string) => void
  errors: { isTTY?: boolean; write: (text: string) => unknown }
}

const BAR = 30

/** Writes results to standard output, and what goes on meanwhile to the other one. */
export function makePrinter({ isJson, write, errors }: Out): Printer {
  let last = ''
  const json = (value: unknown) => write(`${JSON.stringify(value, null, 2)}\n`)
  return {
    table(rows, columns) {
      if (isJson) return json(rows)
      if (rows.length === 0) return write('None.\n')
      const lines = [
        columns.map(([head]) => head),
        ...rows.map((row) => columns.map(([, of]) => cell(of(row)))),
      ]
      write(aligned(lines))
    },
    one(thing) {
      if (isJson) return json(thing)
      const fields = fieldsOf(thing)
      const plain = fields.filter(([, value]) => !isTable(value))
      if (plain.length > 0) write(aligned(plain.map(([name, value]) => [name, cell(value)])))
      for (const [name, value] of fields) if (isTable(value)) write(`\n${name}\n${tableOf(value)}`)
    },
    say(sentence) {
      if (!isJson) write(`${sentence}\n`)
    },
    progress(done, total, words = '') {
      const line = `${drawn(done, total)} ${done} of ${total} ${words}`.trimEnd()
      if (line === last) return
      const isEnd = done >= total
      errors.write(errors.isTTY ? `\r\u001B[K${line}${isEnd ? '\n' : ''}` : `${line}\n`)
      last = line
    },
  }
}

/** By the way there: `certificate.status`. */
function fieldsOf(thing: Json, path = ''): [name: string, value: unknown][] {
  return Object.entries(thing).flatMap(([key, value]) => {
    const name = path === '' ? key : `${path}.${key}`
    return isThing(value) ? fieldsOf(value, name) : [[name, value] as [string, unknown]]
  })
}

const isThing = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isTable = (value: unknown): value is Json[] =>
  Array.isArray(value) && value.length > 0 && value.every(isThing)

function tableOf(rows: readonly Json[]): string {
  const flat = rows.map((row) => new Map(fieldsOf(row)))
  const heads = [...new Set(flat.flatMap((row) => [...row.keys()]))]
  return aligned([
    heads.map((head) => head.toUpperCase().replaceAll('_', ' ')),
    ...flat.map((row) => heads.map((head) => cell(row.get(head)))),
  ])
}

function drawn(done: number, total: number): string {
  const full = total === 0 ? BAR : Math.round((Math.min(done, total) / total) * BAR)
  return `[${'#'.repeat(full)}${'.'.repeat(BAR - full)}]`
}

/** Columns as wide as what is in them; the last one as it is. */
function aligned(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, index) =>
    Math.max(...lines.map((line) => line[index]?.length ?? 0)),
  )
  return lines
    .map(
      (line) =>
        `${line
          .map((text, index) => text.padEnd(widths[index] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('')
}

/** A studio's own text must not steer the terminal. */
function cell(value: unknown): string {
  if (value === null || value === undefined) return ''
  const isList = Array.isArray(value) && !value.some((one) => typeof one === 'object')
  const text = typeof value === 'string' ? value : isList ? value.join(', ') : JSON.stringify(value)
  return text.replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ')
}
