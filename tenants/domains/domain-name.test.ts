import { expect, test } from 'vitest'
import { boughtName, otherName, readDomain } from './domain-name.ts'

const platform = { suffix: 'trainerhub.test', target: 'domains.hub.example' }

test.each([
  ['book.studio.com', 'book.studio.com'],
  ['  Book.Studio.COM. ', 'book.studio.com'],
  ['https://www.studio.com/book?x=1', 'www.studio.com'],
  ['фитнес.бг', 'xn--e1afprck.xn--90ae'],
  ['xn--e1afprck.xn--90ae', 'xn--e1afprck.xn--90ae'],
  ['straße.example', 'xn--strae-oqa.example'],
])('%s is the domain %s', (typed, host) => {
  expect(readDomain(typed, platform)).toBe(host)
})

test.each([
  ['', 'required'],
  ['https://', 'required'],
  ['studio', 'not_a_domain'],
  ['localhost', 'not_a_domain'],
  ['192.0.2.1', 'not_a_domain'],
  ['book.192.0.2.1', 'not_a_domain'],
  ['[::1]', 'not_a_domain'],
  ['*.studio.com', 'not_a_domain'],
  ['book.studio.com:8443', 'not_a_domain'],
  ['owner@studio.com', 'not_a_domain'],
  ['book_now.studio.com', 'not_a_domain'],
  ['book.studio.com, www.studio.com', 'not_a_domain'],
  ['trainerhub.test', 'platforms'],
  ['other.trainerhub.test', 'platforms'],
  ['OTHER.TrainerHub.test.', 'platforms'],
  ['domains.hub.example', 'platforms'],
  ['studio.local', 'not_public'],
  ['studio.internal', 'not_public'],
  ['1.0.0.127.in-addr.arpa', 'not_public'],
  ['studio.workers.dev', 'shared'],
  // A Cyrillic а among Latin letters.
  ['p\u0430ypal.com', 'mixed_letters'],
  ['xn--pypal-4ve.com', 'mixed_letters'],
  [`${'long.'.repeat(45)}com`, 'too_long'],
])('%j is refused: %s', (typed, code) => {
  expect(() => readDomain(typed, platform)).toThrow(
    expect.objectContaining({
      code: 'invalid_input',
      details: { errors: [expect.objectContaining({ path: 'host', code })] },
    }),
  )
})

test('what was bought is told from what is put before it', () => {
  expect(['book.studio.com', 'studio.co.uk', 'a.b.studio.com.au', 'studio.bg'].map(boughtName)).toEqual([
    'studio.com',
    'studio.co.uk',
    'studio.com.au',
    'studio.bg',
  ])
  expect(['studio.com', 'www.studio.com', 'book.studio.com'].map(otherName)).toEqual([
    'www.studio.com',
    'studio.com',
    null,
  ])
})
