import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { builtInRoles, roleKeys } from '../../tenants/access/built-in-roles.ts'
import { areas } from '../../tenants/access/grants.ts'
import { codeIn, readRows } from './read-tables.ts'

/** The rows that name a file and words of it that are not in it. */
function findStale(rows: readonly string[][]): string[] {
  return rows
    .filter(([, , where, words]) => !readFileSync(codeIn(where), 'utf8').includes(codeIn(words) || '–'))
    .map(([what = '']) => what)
}

test('the limits on signing in are those of the code', () => {
  const rows = readRows('## Signing in, and its limits')

  expect(rows.length).toBeGreaterThan(15)
  expect(findStale(rows)).toEqual([])
})

test('the limits on what can be booked are those of the code', () => {
  const rows = readRows('## What can be booked, and how much of it')

  expect(rows.length).toBeGreaterThan(10)
  expect(findStale(rows)).toEqual([])
})

test('the limits on files are those of the code', () => {
  const rows = readRows('## What may be sent, taken along and kept of it')

  expect(rows.length).toBeGreaterThan(10)
  expect(findStale(rows)).toEqual([])
})

test('the table of rights is the one that verbs ask', () => {
  const written = readRows('## Who may do what').slice(0, areas.length)
  const inCode = areas.map((area) => [
    area,
    ...roleKeys.map((role) => {
      const { view, change } = builtInRoles[role][area]
      return view === 'none' && change === 'none' ? '–' : `${view} / ${change}`
    }),
  ])

  expect(written).toEqual(inCode)
})

test('what is said of single fields is so in the code', () => {
  const rows = readRows('## Who may do what').slice(areas.length)

  expect(rows.length).toBeGreaterThan(5)
  expect(findStale(rows)).toEqual([])
})
