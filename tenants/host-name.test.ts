import { expect, test } from 'vitest'
import { normalizeHost } from './host-name.ts'

test.each([
  ['book.ironworks.test', 'book.ironworks.test'],
  ['BOOK.IronWorks.Test', 'book.ironworks.test'],
  ['ironworks.localhost:8787', 'ironworks.localhost'],
  ['ironworks.localhost:443', 'ironworks.localhost'],
  ['студио.example', 'xn--d1aisjfg.example'],
  ['xn--d1aisjfg.example', 'xn--d1aisjfg.example'],
  [`${'a'.repeat(63)}.test`, `${'a'.repeat(63)}.test`],
])('%s is the host %s', (header, host) => {
  expect(normalizeHost(header)).toBe(host)
})

test.each([
  [''],
  [' '],
  ['localhost'],
  ['localhost:8787'],
  ['127.0.0.1'],
  ['127.0.0.1:8787'],
  ['127.1'],
  ['0x7f.1'],
  ['2130706433.'],
  ['１２７.0.0.1'],
  ['[::1]'],
  ['[::1]:8787'],
  ['book.ironworks.test.'],
  ['.ironworks.test'],
  ['book..ironworks.test'],
  ['user@book.ironworks.test'],
  ['user:pass@book.ironworks.test'],
  ['book.ironworks.test/other'],
  ['book.ironworks.test?x'],
  ['book.ironworks.test#x'],
  ['book.ironworks.test\\other'],
  ['book.ironworks.test:'],
  ['book.ironworks.test:80:80'],
  ['book.ironworks.test:999999'],
  ['book.ironworks.test, lotus.localhost'],
  ['book%2eironworks.test'],
  ['book_ironworks.test'],
  ['-book.ironworks.test'],
  ['book-.ironworks.test'],
  ['*.ironworks.test'],
  [`${'a'.repeat(64)}.test`],
  [`${'a.'.repeat(126)}test`],
])('%j is nobody’s host', (header) => {
  expect(normalizeHost(header)).toBeUndefined()
})
