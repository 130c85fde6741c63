import { expect, test } from 'vitest'
import { clientWords, searchWords } from './client-words.ts'

const nobody = { firstName: '', lastName: '', email: null, phone: null }
const wordsOf = (changes: Partial<typeof nobody> | Record<string, string>) =>
  clientWords({ ...nobody, ...changes })

test.each([
  [{ firstName: 'Šárka', lastName: 'Nováková-Žižková' }, ['sarka', 'novakova', 'zizkova']],
  [{ firstName: 'ЙОАНА', lastName: 'O’Neil' }, ['иоана', 'oneil']],
  [{ email: 'e.petrova@lotus.test' }, ['e.petrova@lotus.test', 'e', 'petrova', 'lotus', 'test']],
  [{ phone: '+359888123456' }, ['359888123456', '888123456', '0888123456']],
  [{ firstName: 'Ana', lastName: 'Ana' }, ['ana']],
])('%o is found by its words', (client, words) => {
  expect(wordsOf(client)).toEqual(words)
})

test.each([
  ['  Иоана  o’NEIL ', ['иоана', 'oneil']],
  ['Petrova@Lotus', ['petrova@lotus']],
  ['088 812', ['088812']],
  ['+359 (0) 888', ['3590888']],
  ['00359888', ['359888']],
  ['% _ "', []],
  ['7 Ana', ['7', 'ana']],
])('"%s" is typed for %o', (typed, words) => {
  expect(searchWords(typed)).toEqual(words)
})
