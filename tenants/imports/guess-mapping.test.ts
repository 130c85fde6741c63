import { describe, expect, test } from 'vitest'
import { importFiles } from '../../tests/support/import-files.ts'
import { guessMapping, looksLikeHeadings, recognizeVendor } from './guess-mapping.ts'
import { vendors } from './known-headings.ts'
import { guessDateOrder, readDate } from './read-date.ts'

const guess = (
  headings: string[],
  samples: string[][] = [],
  ownFields: { id: string; labels: string[] }[] = [],
) => guessMapping({ headings, samples, ownFields })

describe('the columns of a file', () => {
  const names = { first_name: 'First Name', last_name: 'Last Name' }
  test.each([
    ['acuity', { ...names, email: 'Email', phone: 'Phone', notes: 'Notes' }],
    [
      'mindbody',
      {
        ...names,
        email: 'Email',
        phone: 'Mobile Phone',
        born_on: 'Birthday',
        created_on: 'Creation Date',
        news: 'Email Opt-In',
      },
    ],
    [
      'square',
      {
        ...names,
        email: 'Email Address',
        phone: 'Phone Number',
        born_on: 'Birthday',
        created_on: 'First Visit',
        notes: 'Memo',
        news: 'Email Subscription Status',
      },
    ],
    [
      'vagaro',
      {
        ...names,
        email: 'Email',
        phone: 'Mobile Phone',
        born_on: 'Birthday',
        created_on: 'Customer Since',
        tags: 'Tags',
      },
    ],
    [
      'teamup',
      {
        first_name: 'First name',
        last_name: 'Last name',
        email: 'Email',
        phone: 'Phone',
        born_on: 'Date of birth',
        created_on: 'Date joined',
        news: 'Receives marketing emails',
      },
    ],
  ] as const)('of %s are known by their headings, and all others left out', (vendor, expected) => {
    const headings = importFiles[vendor][0].split(',')
    const mapping = guess(headings)
    const found = mapping.flatMap((meaning, column) => (meaning ? [[meaning, headings[column]]] : []))
    expect(Object.fromEntries(found)).toEqual(expected)
    expect(recognizeVendor(headings)).toBe(vendor)
  })

  test.each([
    [
      ['Име', 'Фамилия', 'Имейл', 'Тел.', 'Бележки'],
      ['first_name', 'last_name', 'email', 'phone', 'notes'],
    ],
    [
      ['Име', 'Е-поща', 'GSM'],
      ['full_name', null, 'phone'],
    ],
    [
      ['Name', 'Mail', 'Notes', 'Memo'],
      ['full_name', 'email', 'notes', 'notes'],
    ],
    [
      ['E-MAIL*', 'client_name (required)'],
      ['email', 'full_name'],
    ],
    [
      ['First', 'Last', 'Name'],
      ['first_name', 'last_name', null],
    ],
  ])('%j are %j', (headings, mapping) => {
    expect(guess(headings)).toEqual(mapping)
  })

  test('without headings, or with strange ones, are known by what is in them', () => {
    const samples = [
      ['Ann', 'a@x.test', '+359 88 123'],
      ['Bob', 'b@x.test', ''],
    ]
    expect(guess(['', '', ''], samples)).toEqual([null, 'email', 'phone'])
    expect(looksLikeHeadings(['Ann', 'a@x.test'])).toBe(false)
    expect(looksLikeHeadings(['Ann', '0888 123 456'])).toBe(false)
    expect(looksLikeHeadings(['Foo', 'Bar'])).toBe(true)
  })

  test('are the studio’s own fields when they are called so', () => {
    expect(guess(['T-shirt', 'Email'], [], [{ id: 'cfd_1', labels: ['Тениска', 't-shirt'] }])).toEqual([
      'field:cfd_1',
      'email',
    ])
  })

  test('say of no unknown system that it is one we know', () => {
    expect(recognizeVendor(['Name', 'Email'])).toBeNull()
    expect(vendors).toHaveLength(5)
  })
})

describe('a date', () => {
  test.each([
    ['5/4/1990', 'dmy', '1990-04-05'],
    ['5/4/1990', 'mdy', '1990-05-04'],
    ['1990-04-05T10:00:00Z', 'mdy', '1990-04-05'],
    ['05.04.1990 г.', 'dmy', '1990-04-05'],
    ['4/25/1990 10:15 PM', 'mdy', '1990-04-25'],
    ['5.4.90', 'dmy', '1990-04-05'],
    ['5.4.26', 'dmy', '2026-04-05'],
    ['5.4.27', 'dmy', '2027-04-05'],
    ['5.4.28', 'dmy', '1928-04-05'],
    ['Apr 5, 1990', 'dmy', '1990-04-05'],
    ['5 April 1990', 'mdy', '1990-04-05'],
    ['29.02.2023', 'dmy', null],
    ['13/13/1990', 'dmy', null],
    ['04-25', 'mdy', null],
    ['5 Foo 1990', 'dmy', null],
    ['soon', 'dmy', null],
    ['1.1.1800', 'dmy', null],
  ] as const)('%j (%s) is %s', (text, order, date) => {
    expect(readDate(text, order, 2027)).toBe(date)
  })

  test('is written as those are that can be read in one way', () => {
    expect(guessDateOrder(['1/2/1990', '1/13/1990'], 'dmy')).toBe('mdy')
    expect(guessDateOrder(['1/2/1990', '13/1/1990'], 'mdy')).toBe('dmy')
    expect(guessDateOrder(['1/2/1990'], 'mdy')).toBe('mdy')
    expect(guessDateOrder(['1990-01-02'], 'dmy')).toBe('ymd')
  })
})
