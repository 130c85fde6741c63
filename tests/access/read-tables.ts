import { readFileSync } from 'node:fs'

export const SECURITY = 'docs/security.md'

/** The rows of every table under a heading of the document, and under its smaller headings; a cell is its text. */
export function readRows(heading: string): string[][] {
  const [, level = '', title = ''] = /^(#+) (.*)$/.exec(heading) ?? []
  const lines = readFileSync(SECURITY, 'utf8').split('\n')
  const start = lines.indexOf(`${level} ${title}`) + 1
  if (start === 0) throw new Error(`${SECURITY} has no "${heading}"`)
  const length = lines
    .slice(start)
    .findIndex((line) => /^#+ /.test(line) && line.indexOf(' ') <= level.length)
  const section = length === -1 ? lines.slice(start) : lines.slice(start, start + length)
  return section
    .filter((line, index) => line.startsWith('|') && !isRule(line) && !isRule(section[index + 1] ?? ''))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    )
}

/** What stands between a table's heads and its rows. */
function isRule(line: string): boolean {
  return line.startsWith('| -')
}

/** What stands between backticks in a cell. */
export function codeIn(cell = ''): string {
  return /`([^`]+)`/.exec(cell)?.[1] ?? ''
}
