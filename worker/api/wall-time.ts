import { z } from '@hono/zod-openapi'

/** `HH:MM` on the clock of a place, as minutes of the day; 24:00 and more are in the morning after. */
export const wallTime = z
  .string()
  .regex(
    /^([0-3]\d|4[0-8]):[0-5]\d$/,
    'Not a time: use HH:MM, such as 09:00; 26:00 is 02:00 the next morning.',
  )
  .transform((text) => {
    const [hours, minutes] = text.split(':')
    return Number(hours) * 60 + Number(minutes)
  })
  .openapi({
    type: 'string',
    description: 'HH:MM on the clock of the place; beyond 24:00 it is the next morning.',
    example: '09:00',
  })

/** What `wallTime` reads. */
export function toWallTime(minuteOfDay: number): string {
  const [hours, minutes] = [Math.floor(minuteOfDay / 60), minuteOfDay % 60]
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
}
