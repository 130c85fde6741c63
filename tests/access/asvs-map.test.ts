import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { codeIn, readRows } from './read-tables.ts'

/** What of OWASP ASVS 5.0 (fe04986) a product like this has to answer for. */
const ids = `
  1.2.1 1.2.2 1.2.3 1.2.4 1.2.10 1.3.4 1.3.5 1.3.6 1.3.7 1.3.11 1.5.1 2.1.3 2.2.1 2.2.2 2.2.3 2.3.1
  2.3.2 2.3.3 2.3.4 2.4.1 3.2.1 3.3.1 3.3.2 3.3.3 3.3.4 3.4.1 3.4.2 3.4.3 3.4.4 3.4.5 3.4.6 3.5.1
  3.5.2 3.5.3 3.5.4 3.7.2 4.1.1 4.1.3 4.2.1 5.2.1 5.2.2 5.2.6 5.4.1 5.4.2 6.1.1 6.2.1 6.2.4 6.2.8
  6.2.9 6.3.1 6.3.3 6.3.8 6.4.3 6.5.1 6.5.4 6.5.5 6.6.3 7.2.3 7.2.4 7.3.1 7.3.2 7.4.1 7.4.2 7.4.3
  7.5.1 8.1.1 8.1.2 8.2.1 8.2.2 8.2.3 8.3.1 8.3.2 8.4.1 11.2.3 11.3.3 11.4.2 11.5.1 13.2.2 13.2.4
  13.3.1 13.3.2 13.4.2 13.4.4 13.4.5 14.2.1 14.2.2 14.2.4 14.2.5 14.2.7 14.3.2 15.3.1 15.3.2 15.3.3
  15.3.4 15.3.5 15.3.6 15.3.7 15.4.2 16.2.1 16.2.2 16.2.5 16.3.1 16.3.2 16.3.3 16.4.1 16.4.2 16.5.1
  16.5.2 16.5.3
`

const rows = readRows('## OWASP ASVS 5.0')

/** Where a row's test is, and how its title begins; null where nothing is shown. */
function readProof(cell = ''): { file: string; title: string } | null {
  const [before = '', title] = cell.split(' › ')
  return title === undefined ? null : { file: codeIn(before), title }
}

const proofs = rows.flatMap(([id = '', , , shownBy]) => {
  const proof = readProof(shownBy)
  return proof ? [{ id, ...proof }] : []
})

test('every requirement is in the map, once', () => {
  const wanted = ids.trim().split(/\s+/)

  expect(wanted).toHaveLength(109)
  expect(rows.map(([id]) => id).toSorted()).toEqual(wanted.toSorted())
})

test('each is met in a file that is there, or says why it is not', () => {
  const wrong = rows.filter(([, , where = '', shownBy = '']) =>
    where === '–' ? !/^(does not arise|not met): ./.test(shownBy) : !existsSync(codeIn(where)),
  )
  expect(wrong).toEqual([])
  const unproven = rows.filter(
    ([, , , shownBy = '']) => !/^(`|in part: .+; `|does not arise: |not met: )/.test(shownBy),
  )
  expect(unproven).toEqual([])
})

test('each is shown by a test of its own, which is there', () => {
  const missing = proofs.filter(({ file, title }) => {
    if (!existsSync(file)) return true
    const text = readFileSync(file, 'utf8')
    // A title begins with its quote.
    return ![`'${title}`, `"${title}`].some((start) => text.includes(start))
  })
  expect(missing).toEqual([])
  const names = proofs.map(({ file, title }) => `${file} ${title}`)
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  expect(proofs.length).toBeGreaterThan(90)
})
