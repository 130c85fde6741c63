import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, daysBetween, weekdayOf } from '../availability/local-time.ts'
import { countDatesBefore, isOver, listDates, weeksBetween, type Recurrence } from './recurrence.ts'

const tuesdays: Recurrence = {
  weekdays: [2],
  everyNWeeks: 1,
  fromOn: '1997-09-02',
  untilOn: null,
  count: null,
  exceptOn: [],
}
const always = { fromOn: '1990-01-01', toOn: '1999-12-31' }

// RFC 5545, section 3.8.5.3.
test.each([
  [
    'FREQ=WEEKLY;COUNT=10',
    { count: 10 },
    ['09-02', '09-09', '09-16', '09-23', '09-30', '10-07', '10-14', '10-21', '10-28', '11-04'],
  ],
  [
    'FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH',
    { everyNWeeks: 2, weekdays: [2, 4], count: 8 },
    ['09-02', '09-04', '09-16', '09-18', '09-30', '10-02', '10-14', '10-16'],
  ],
  [
    'FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH',
    { weekdays: [4, 2], untilOn: '1997-10-06' },
    ['09-02', '09-04', '09-09', '09-11', '09-16', '09-18', '09-23', '09-25', '09-30', '10-02'],
  ],
  [
    'DTSTART 19970805, FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO',
    { fromOn: '1997-08-05', everyNWeeks: 2, weekdays: [2, 7], count: 4 },
    ['08-05', '08-10', '08-19', '08-24'],
  ],
])('%s', (_rule, changes, dates) => {
  expect(listDates({ ...tuesdays, ...changes }, always)).toEqual(dates.map((on) => `1997-${on}`))
})

test('a date that is taken away counts all the same', () => {
  const rule = { ...tuesdays, count: 3, exceptOn: ['1997-09-09'] }

  expect(listDates(rule, always)).toEqual(['1997-09-02', '1997-09-16'])
  expect(countDatesBefore(rule, '1997-09-16')).toBe(2)
})

test('a rule is over after its last date', () => {
  expect(isOver({ ...tuesdays, count: 2 }, '1997-09-08')).toBe(false)
  expect(isOver({ ...tuesdays, count: 2 }, '1997-09-09')).toBe(true)
  expect(isOver({ ...tuesdays, untilOn: '1997-09-09' }, '1997-09-08')).toBe(false)
  expect(isOver({ ...tuesdays, untilOn: '1997-09-09' }, '1997-09-09')).toBe(true)
  expect(isOver(tuesdays, '2097-09-09')).toBe(false)
})

const anyDate = fc.integer({ min: -1_000, max: 1_000 }).map((days) => addDays('2027-03-28', days))
const anyRule: fc.Arbitrary<Recurrence> = fc.record({
  weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
  everyNWeeks: fc.integer({ min: 1, max: 5 }),
  fromOn: anyDate,
  untilOn: fc.option(anyDate),
  count: fc.option(fc.integer({ min: 1, max: 60 })),
  exceptOn: fc.array(anyDate, { maxLength: 20 }),
})

test('whatever the rule, its dates are those a day by day search finds', () => {
  fc.assert(
    fc.property(anyRule, anyDate, fc.integer({ min: 0, max: 400 }), (rule, fromOn, length) => {
      const toOn = addDays(fromOn, length)
      const found: string[] = []
      let counted = 0
      for (let on = rule.fromOn; on <= toOn; on = addDays(on, 1)) {
        const isInWeek = weeksBetween(rule.fromOn, on) % rule.everyNWeeks === 0
        if (!isInWeek || !rule.weekdays.includes(weekdayOf(on))) continue
        if (rule.untilOn !== null && on > rule.untilOn) break
        counted += 1
        if (rule.count !== null && counted > rule.count) break
        if (on >= fromOn && !rule.exceptOn.includes(on)) found.push(on)
      }
      expect(listDates(rule, { fromOn, toOn })).toEqual(found)
    }),
  )
})

test('whatever the rule, it goes on after a cut as it would have gone on', () => {
  fc.assert(
    fc.property(anyRule, fc.integer({ min: 0, max: 30 }), (rule, nth) => {
      const cutOn = listDates(rule, { fromOn: rule.fromOn, toOn: addDays(rule.fromOn, 700) })[nth]
      if (cutOn === undefined) return
      const before = countDatesBefore(rule, cutOn)
      const rest = { ...rule, fromOn: cutOn, count: rule.count === null ? null : rule.count - before }
      const range = { fromOn: cutOn, toOn: addDays(rule.fromOn, 1_000) }
      expect(listDates(rest, range)).toEqual(listDates(rule, range))
    }),
  )
})

test('weeks begin on Monday', () => {
  expect(weeksBetween('2027-01-10', '2027-01-11')).toBe(1)
  expect(weeksBetween('2027-01-11', '2027-01-17')).toBe(0)
  expect(daysBetween('2027-01-11', '2027-01-17')).toBe(6)
})
