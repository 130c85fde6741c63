import { z } from '@hono/zod-openapi'
import { areas, reaches } from '../../tenants/access/grants.ts'

const reach = z
  .enum(reaches)
  .openapi({ description: '`own`: what belongs to the trainer that the person is.' })

/** For a route's description: what somebody may look at and change, area by area, as it is sent. */
export const newGrantsSchema = z
  .partialRecord(z.enum(areas), z.object({ view: reach.default('none'), change: reach.default('none') }))
  .openapi('NewGrants', {
    description: 'What is not named is not allowed. Who may change something has to see it.',
    example: { bookings: { view: 'any', change: 'own' } },
  })

/** The same as it is answered: every area. */
export const grantsSchema = z
  .record(z.enum(areas), z.object({ view: reach, change: reach }))
  .openapi('Grants')
