import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { codeIn, readRows } from './read-tables.ts'

/** The attacks on host names (reliability.md, 3.1) and on the operators’ console (3.8). */
const ids = `
  HOST-01 HOST-03 HOST-05 HOST-07 HOST-09 HOST-11 HOST-13 HOST-15 HOST-17 HOST-19 HOST-21 HOST-23
  OPS-01 OPS-03 OPS-05 OPS-07 OPS-09 OPS-11
`
  .trim()
  .split(/\s+/)

const rows = readRows('## What is played on names and on the console')

test('every attack is in the list, once', () => {
  expect(rows.map(([id]) => id)).toEqual(ids)
})

test('each is played by a test of its number, which is there', () => {
  const missing = rows.filter(([id = '', , shownBy = '']) => {
    const file = codeIn(shownBy)
    if (!existsSync(file)) return true
    const text = readFileSync(file, 'utf8')
    const [, title = ''] = shownBy.split(' › ')
    return title === '' || !text.includes(`'${title}`) || !text.includes(id)
  })
  expect(missing).toEqual([])
})
