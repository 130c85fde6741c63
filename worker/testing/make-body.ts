import { ids } from '../../tests/support/studio-rows.ts'

let made = 0

/**
 * What a program posts to book a training with Maria, at a time of its own so that tests do not meet: six a day, Tuesdays
 * to Fridays from 12 January 2027.
 */
export function makeBody(changes: Record<string, unknown> = {}) {
  const day = Math.floor(made / 6)
  const startsAt = Date.UTC(2027, 0, 12 + Math.floor(day / 4) * 7 + (day % 4), 7, 90 * (made % 6))
  made += 1
  return {
    service_id: ids.training,
    trainer_id: ids.maria,
    start_time: new Date(startsAt).toISOString(),
    client: { first_name: 'Ana', last_name: 'Ilieva', email: 'ana@example.test' },
    ...changes,
  }
}
