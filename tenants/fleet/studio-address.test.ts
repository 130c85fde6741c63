import { expect, test } from 'vitest'
import { findAddressFaults, findOwnDomainFault, findSlugFault } from './studio-address.ts'

test.each(['ironworks', 'lotus-yoga', 'gym24', 'a1b'])('takes %s for a slug', (slug) => {
  expect(findSlugFault(slug)).toBeUndefined()
})

test.each([
  ['ab', /3 to 40/],
  ['a'.repeat(41), /3 to 40/],
  ['Iron', /lower-case/],
  ['iron works', /lower-case/],
  ['-iron', /lower-case/],
  ['iron-', /lower-case/],
  ['xn--80ak6aa92e', /lower-case/],
  ['желязо', /lower-case/],
  ['iron.works', /lower-case/],
  ['www', /reserved/],
  ['admin', /reserved/],
  ['platform', /reserved/],
])('refuses %s for a slug', (slug, why) => {
  expect(findSlugFault(slug)).toMatch(why)
})

test.each(['book.ironworks.test', 'xn--80ak6aa92e.com', 'a.b.c.d.example'])(
  'takes %s for a domain',
  (host) => {
    expect(findOwnDomainFault(host, 'trainerhub.test')).toBeUndefined()
  },
)

test.each([
  ['Book.ironworks.test', /not a domain/],
  ['book.ironworks.test.', /not a domain/],
  ['book.ironworks.test:8787', /not a domain/],
  ['https://book.ironworks.test', /not a domain/],
  ['book_iron.test', /not a domain/],
  ['ironworks', /not a domain/],
  ['127.0.0.1', /not a domain/],
  ['2130706433', /not a domain/],
  ['0x7f.1', /not a domain/],
  ['[::1]', /not a domain/],
  ['', /not a domain/],
  ['trainerhub.test', /platform/],
  ['iron.trainerhub.test', /platform/],
])('refuses %s for a domain', (host, why) => {
  expect(findOwnDomainFault(host, 'trainerhub.test')).toMatch(why)
})

test('says for each field what is wrong with it', () => {
  const faults = findAddressFaults({ slug: 'www', ownDomains: ['a.test', 'b', 'a.test'] }, 'trainerhub.test')

  expect(faults.map(({ path }) => path)).toEqual(['slug', 'ownDomains.1', 'ownDomains.2'])
})
