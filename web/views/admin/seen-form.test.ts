import { expect, test } from 'vitest'
import { othersThan, readSeen, seenText, stillSeen, takeOver } from './seen-form.server.ts'

const seenOf = (values: Record<string, string>) => readSeen(JSON.parse(seenText(3, values)))

test('what was not typed is taken over, and what was stays', () => {
  const seen = seenOf({ name: 'Yoga', price: '10', note: '' })
  const typed = { name: 'Hatha', price: '10', note: '' }
  const current = { name: 'Yin', price: '12', note: 'New' }

  expect(takeOver(seen, { typed, current })).toEqual({ name: 'Hatha', price: '12', note: 'New' })
})

test('a number is taken over with its unit, or not at all', () => {
  const seen = seenOf({ length: '45', 'length.unit': 'minutes' })
  const current = { length: '2', 'length.unit': 'hours' }

  expect(takeOver(seen, { typed: { length: '50', 'length.unit': 'minutes' }, current })).toEqual({
    length: '50',
    'length.unit': 'minutes',
  })
  expect(takeOver(seen, { typed: { length: '45', 'length.unit': 'minutes' }, current })).toEqual(current)
})

test('a line break is the same however a browser sends it', () => {
  const isTyped = othersThan(seenOf({ text: 'One\nTwo' }), { text: 'One\r\nTwo' })
  expect(isTyped('text')).toBe(false)
})

test('a form that comes back says what it said; one that said nothing has everything typed', () => {
  const seen = seenOf({ name: 'Yoga' })
  expect(readSeen(JSON.parse(stillSeen(seen)['edition'] ?? ''))).toEqual(seen)

  const nothing = readSeen('junk')
  expect(stillSeen(nothing)).toEqual({})
  expect(takeOver(nothing, { typed: { name: 'Yoga' }, current: { name: 'Yin' } })).toEqual({ name: 'Yoga' })
})
