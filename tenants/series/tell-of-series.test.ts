import { expect, test } from 'vitest'
import { makeOutbox } from '../../tests/support/make-outbox.ts'
import { makeSeriesInput } from '../../tests/support/make-series-input.ts'
import { readCalendarFile, readCalendarInstant } from '../../tests/support/read-calendar-file.ts'
import { bookSeries } from './book-series.ts'
import { cancelSeriesRest } from './cancel-series-rest.ts'

test('a series is one message with one file for the calendar, and so is its end', async () => {
  const { studio, mailbox, send } = await makeOutbox({ studio: { service: { windowDays: 400 } } })
  const { series, manageToken } = await bookSeries(studio.ctx, makeSeriesInput())
  await send()

  expect(mailbox.mails).toHaveLength(1)
  const starts = () => {
    const file = mailbox.mails.at(-1)?.attachments ?? []
    expect(file).toHaveLength(1)
    return readCalendarFile(file[0]?.content ?? '').flatMap(([name, value]) =>
      name.startsWith('DTSTART') && value.endsWith('Z') ? readCalendarInstant(value) : [],
    )
  }
  expect(starts()).toEqual(series.bookings.map(({ startsAt }) => startsAt))

  const bookingId = series.bookings[4]?.id ?? ''
  await cancelSeriesRest(studio.ctx, { seriesId: series.id, manageToken, scope: 'following', bookingId })
  await send()
  expect(mailbox.mails).toHaveLength(2)
  expect(starts()).toEqual(series.bookings.slice(4).map(({ startsAt }) => startsAt))
})
