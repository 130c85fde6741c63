import type { BookSeriesInput } from '../../tenants/series/series-input.ts'
import { SeriesRefused } from '../../tenants/series/series-refused.ts'
import { ids } from './studio-rows.ts'

let made = 0

/** Ten Tuesdays with Maria at 17:00 in Sofia, from 5 January 2027 on, by somebody new each time. */
export function makeSeriesInput(changes: Partial<BookSeriesInput> = {}): BookSeriesInput {
  made += 1
  return {
    idempotencyKey: `series-${made}`,
    serviceId: ids.training,
    trainerId: ids.maria,
    startsAt: Date.UTC(2027, 0, 5, 15),
    count: 10,
    client: { firstName: 'Elena', lastName: 'Ivanova', email: `elena-${made}@example.test` },
    source: 'portal',
    host: 'book.ironworks.test',
    ...changes,
  }
}

/** What a series that must be refused is refused with. */
export async function refusalOf(promise: Promise<unknown>): Promise<SeriesRefused> {
  const error = await promise.catch((reason: unknown) => reason)
  if (error instanceof SeriesRefused) return error
  throw new Error('not refused', { cause: error })
}
