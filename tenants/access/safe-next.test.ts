import { expect, test } from 'vitest'
import { safeNext } from './safe-next.ts'

// AUTH-27 of the attacks we know of, and their kin.
test.each([
  '//evil.test',
  'https://evil.test',
  '/\\evil.test',
  '\\\\evil.test',
  '/%09/evil.test',
  '/\t/evil.test',
  '/\n/evil.test',
  'https:evil.test',
  'javascript:alert(1)',
  'data:text/html,x',
  '%2f%2fevil.test',
  '/%2f%2fevil.test',
  '/%5cevil.test',
  '/./\\evil.test',
  '/.//evil.test',
  '/a/..//evil.test',
  'https://book.ironworks.test.evil.test',
  '@evil.test',
  '.evil.test',
  ' /account',
  '',
  `/${'x'.repeat(2_001)}`,
  '/\ud800',
  null,
  undefined,
])('%j leads nowhere but home', (next) => {
  expect(safeNext(next, '/account')).toBe('/account')
})

test.each([
  '/',
  '/account',
  '/bg/book/assessment?trainer=maria&on=2027-01-05',
  '/admin/staff#roles',
  '/@evil.test',
  '/book?q=%D0%B9%20x',
])('%j is of this site', (next) => {
  expect(safeNext(next, '/elsewhere')).toBe(next)
})
