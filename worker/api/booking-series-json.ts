import { z } from '@hono/zod-openapi'
import { findManageUrl } from '../../tenants/bookings/manage-url.ts'
import type { TenantContext } from '../../tenants/context.ts'
import type { SeriesDate } from '../../tenants/series/plan-dates.ts'
import type { SeriesPreview } from '../../tenants/series/plan-series.ts'
import type { SeriesView } from '../../tenants/series/series-view.ts'
import { bookingSchema, toBookingJson } from './booking-json.ts'
import { toInstant } from './instant.ts'
import { moneySchema } from './money.ts'
import { toWallTime } from './wall-time.ts'

const seriesDateSchema = z
  .object({
    position: z.int(),
    on: z.iso.date().openapi({ description: 'The local date wished for: its name in `choices`.' }),
    wished_start_time: z.iso.datetime(),
    status: z.enum(['ok', 'shifted', 'skipped', 'conflict']).openapi({
      description:
        '`ok`: as wished. `shifted`: at another time, or with another trainer. `skipped`: left out. `conflict`: it cannot be had, and nobody has said what becomes of it.',
    }),
    reason: z.string().nullable().openapi({ description: 'Why it cannot be had.', example: 'busy' }),
    detail: z.string().nullable().openapi({ description: 'The same in a sentence for a person.' }),
    opens_at: z.iso.datetime().nullable().openapi({ description: 'From when on it can be booked.' }),
    alternatives: z
      .array(z.object({ start_time: z.iso.datetime(), trainer_id: z.string() }))
      .openapi({ description: 'At most three, best first.' }),
    start_time: z.iso.datetime().nullable().openapi({ description: 'Null when nothing is booked that day.' }),
    end_time: z.iso.datetime().nullable(),
    trainer_id: z.string().nullable(),
    session_id: z.string().nullable(),
    price: moneySchema.nullable(),
  })
  .openapi('SeriesDate')

export const seriesPreviewSchema = z
  .object({
    version: z.string().openapi({ description: 'Send it as `preview_version`, and nothing else is booked.' }),
    service_id: z.string(),
    trainer_id: z.string().nullable(),
    location_id: z.string(),
    time_zone: z.string(),
    dates: z.array(seriesDateSchema),
    total: moneySchema,
  })
  .openapi('SeriesPreview')

export const seriesSchema = z
  .object({
    id: z.string().openapi({ example: 'bse_4t1h' }),
    service_id: z.string(),
    time_zone: z.string(),
    wish: z.object({
      weekday: z.int().openapi({ description: '1 is Monday.' }),
      start_time: z.string().openapi({ description: 'On the clocks of the place.', example: '18:00' }),
      every_n_weeks: z.int(),
      from_on: z.iso.date(),
      count: z.int(),
    }),
    bookings: z.array(bookingSchema).openapi({ description: 'By time, those that are cancelled too.' }),
    open_dates: z
      .array(z.object({ position: z.int(), on: z.iso.date(), start_time: z.iso.datetime() }))
      .openapi({ description: 'Wished for and not booked: they can be added back.' }),
    total: moneySchema.openapi({ description: 'Of what is booked.' }),
  })
  .openapi('BookingSeries')

export function toPreviewJson(preview: SeriesPreview): z.output<typeof seriesPreviewSchema> {
  const { version, serviceId, trainerId, locationId, timeZone, currency } = preview
  return {
    version,
    service_id: serviceId,
    trainer_id: trainerId,
    location_id: locationId,
    time_zone: timeZone,
    dates: preview.dates.map((date) => toDateJson(date, currency)),
    total: { amount_minor: preview.totalMinor, currency },
  }
}

const orNull = (instant: number | null) => (instant === null ? null : toInstant(instant))

function toDateJson(date: SeriesDate, currency: string): z.output<typeof seriesDateSchema> {
  const { position, on, status, reason, priceMinor } = date
  return {
    position,
    on,
    wished_start_time: toInstant(date.wishedAt),
    status,
    reason,
    detail: date.sentence,
    opens_at: orNull(date.opensAt),
    alternatives: date.alternatives.map(({ startsAt, trainerId }) => {
      return { start_time: toInstant(startsAt), trainer_id: trainerId }
    }),
    start_time: orNull(date.startsAt),
    end_time: orNull(date.endsAt),
    trainer_id: date.trainerId,
    session_id: date.sessionId,
    price: priceMinor === null ? null : { amount_minor: priceMinor, currency },
  }
}

export async function toSeriesJson(
  ctx: TenantContext,
  series: SeriesView,
): Promise<z.output<typeof seriesSchema>> {
  const { id, serviceId, timeZone, wish, totalMinor, currency } = series
  return {
    id,
    service_id: serviceId,
    time_zone: timeZone,
    wish: {
      weekday: wish.weekday,
      start_time: toWallTime(wish.startMinute),
      every_n_weeks: wish.everyNWeeks,
      from_on: wish.fromOn,
      count: wish.count,
    },
    bookings: await Promise.all(
      series.bookings.map(async (booking) => toBookingJson(booking, await findManageUrl(ctx, booking))),
    ),
    open_dates: series.openDates.map(({ position, on, startsAt }) => {
      return { position, on, start_time: toInstant(startsAt) }
    }),
    total: { amount_minor: totalMinor, currency },
  }
}
