import { askApi, type Answer } from './ask.ts'
import type { RushStudio } from './rush-studio.ts'

/** A time of one of the studio's trainers, by number, or of whoever is free. */
export type Wish = { startsAt: number; trainer: number | null }

let made = 0

/** Books through the API, as somebody new, with a key of its own unless given. */
export function bookByApi(
  url: string,
  studio: RushStudio,
  {
    startsAt,
    trainer,
    key = `key-${++made}`,
    serviceId = studio.serviceId,
  }: Wish & { key?: string; serviceId?: string },
): Promise<Answer> {
  return askApi({
    url,
    host: studio.host,
    path: '/bookings',
    method: 'POST',
    headers: { 'idempotency-key': key },
    json: {
      service_id: serviceId,
      trainer_id: trainer === null ? null : studio.trainerIds[trainer],
      start_time: new Date(startsAt).toISOString(),
      client: { first_name: 'Elena', last_name: 'Ivanova', email: `${key}@example.test` },
    },
  })
}
