import { expect, test } from 'vitest'
import { mailScenes } from '../../tests/support/mail-scenes.ts'
import { elena, makeMailedStudio } from '../../tests/support/mailed-studio.ts'
import { addSession, classIds } from '../../tests/support/make-class-studio.ts'
import { makeSeriesInput } from '../../tests/support/make-series-input.ts'
import { readCalendarFile } from '../../tests/support/read-calendar-file.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { days } from '../durations.ts'
import { bookSeries } from '../series/book-series.ts'
import type { Mail } from './mail-port.ts'

/** The files of the mails, each as the lines that say what they do to which entry of a calendar. */
function readFiles(mails: readonly Mail[]) {
  const kept = ['METHOD', 'UID', 'SEQUENCE', 'STATUS', 'DTSTART']
  return mails.flatMap(({ attachments }) =>
    attachments.map(({ content, contentType }) => {
      const lines = readCalendarFile(content).filter(([name]) => kept.includes(name))
      const [, method] = lines.shift() ?? []
      expect(contentType).toBe(`text/calendar; method=${method}; charset=UTF-8`)
      const events = Array.from({ length: lines.length / 4 }, (_, index) =>
        Object.fromEntries(lines.slice(index * 4, index * 4 + 4)),
      )
      return { method, events }
    }),
  )
}

test.each<[keyof typeof mailScenes, string[]]>([
  ['confirmed', ['REQUEST 0']],
  ['confirmed for three in a class', ['REQUEST 0']],
  ['requested', []],
  ['confirmed after a request', ['REQUEST 1']],
  ['declined', []],
  ['expired', []],
  ['cancelled in time', ['REQUEST 0', 'CANCEL 1']],
  ['cancelled by the studio', ['REQUEST 0', 'CANCEL 1']],
  ['moved', ['REQUEST 0', 'REQUEST 1']],
  ['reminded an hour before', ['REQUEST 0']],
  ['class cancelled', ['REQUEST 0', 'CANCEL 1']],
  ['another trainer', ['REQUEST 0', 'REQUEST 1']],
  ['class at another time', ['REQUEST 0', 'REQUEST 1']],
  ['offered', []],
  ['promoted', ['REQUEST 0']],
  ['waited in vain', []],
])('keeps the calendar up to date under one UID, with a growing SEQUENCE: %s', async (name, expected) => {
  const files = readFiles(await mailScenes[name]('en'))
  expect(files.map(({ method, events }) => `${method} ${events[0]?.['SEQUENCE']}`)).toEqual(expected)
  expect(files.every(({ events }) => events.length === 1)).toBe(true)
  expect(new Set(files.map(({ events }) => events[0]?.['UID'])).size).toBe(Math.min(files.length, 1))
  for (const { method, events } of files) {
    expect(events[0]?.['STATUS']).toBe(method === 'CANCEL' ? 'CANCELLED' : 'CONFIRMED')
  }
})

test('one file has all dates of a series, and another takes those that are cancelled out again', async () => {
  const files = readFiles(await mailScenes['rest of a series cancelled']('en'))
  expect(files).toHaveLength(2)
  const [booked = [], cancelled = []] = files.map(({ events }) => events)
  expect(booked.map(({ SEQUENCE, STATUS, DTSTART }) => [DTSTART, SEQUENCE, STATUS])).toEqual(
    ['05', '12', '19', '26'].map((day) => [`202701${day}T140000Z`, '0', 'CONFIRMED']),
  )
  expect(new Set(booked.map(({ UID }) => UID)).size).toBe(4)
  expect(cancelled).toEqual(
    booked.slice(1).map((event) => ({ ...event, SEQUENCE: '1', STATUS: 'CANCELLED' })),
  )
})

test('each date of a series in a class is with its own trainers, and the mail names them all', async () => {
  const studio = await makeMailedStudio()
  const startsAt = Date.UTC(2027, 0, 5, 14)
  await addSession(studio, { startsAt })
  await addSession(studio, { startsAt: startsAt + days(7), trainerId: ids.ivan })
  const input = { serviceId: classIds.yoga, trainerId: null, startsAt, count: 2, client: elena('en') }
  await bookSeries(studio.ctx, makeSeriesInput(input))

  const [mail] = await studio.receive()
  expect(mail?.text).toContain('With: Maria Petrova, Ivan Kolev')
  const lines = readCalendarFile(mail?.attachments[0]?.content ?? '')
  const descriptions = lines
    .filter(([name]) => name === 'DESCRIPTION')
    .map(([, text]) => text.split('\\n')[0])
  expect(descriptions).toEqual(['With: Maria Petrova', 'With: Ivan Kolev'])
})
