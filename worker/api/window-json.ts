import { z } from '@hono/zod-openapi'
import { toWallTime, wallTime } from './wall-time.ts'

const kindWords =
  '`calendar_days`: today and `window_days` after it. `release`: the same, but the last opens at `opens_at`. `rolling`: `window_days` times 24 hours. `range`: the dates from `window_from_on` to `window_to_on`.'

const opensAtWords = 'Of `release`: when the last day opens, on the clock of the place.'

/** How far ahead something can be booked, as it is sent. */
export const windowFields = {
  window_kind: z.enum(['calendar_days', 'rolling', 'range', 'release']).openapi({ description: kindWords }),
  window_days: z.int(),
  opens_at: wallTime.openapi({ description: opensAtWords, example: '08:00' }),
  window_from_on: z.string().nullable().openapi({ description: 'Of `range`: the first date, YYYY-MM-DD.' }),
  window_to_on: z.string().nullable().openapi({ description: 'Of `range`: the last date.' }),
}

/** As it is answered. */
export const windowAnswer = {
  ...windowFields,
  opens_at: z.string().openapi({ description: opensAtWords, example: '08:00' }),
}

/** `opens_at` in our word for it. */
export function toOpensAtMinute<Fields extends { opens_at?: number | undefined }>({
  opens_at,
  ...rest
}: Fields) {
  return { ...rest, opens_at_minute: opens_at }
}

/** And back. */
export function toOpensAt<Fields extends { opens_at_minute: number }>({ opens_at_minute, ...rest }: Fields) {
  return { ...rest, opens_at: toWallTime(opens_at_minute) }
}
