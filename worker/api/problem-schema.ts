import { z } from '@hono/zod-openapi'

/** RFC 9457, as the API describes it. `problem.ts` answers it without any of this, so that pages start without schemas. */
export const problemSchema = z
  .object({
    type: z.string().openapi({ description: 'Where this kind of problem is described.' }),
    title: z.string(),
    status: z.int(),
    code: z
      .string()
      .openapi({ description: 'A machine’s word for the kind of problem.', example: 'slot_taken' }),
    detail: z.string().openapi({ description: 'A sentence that can be shown to a person.' }),
    request_id: z.string(),
    reason: z.string().optional().openapi({
      description: 'Why, finer than the code where there is more to say. Every 409 and 422 has one.',
      example: 'outside_hours',
    }),
    errors: z
      .array(
        z.object({
          path: z.string(),
          message: z.string(),
          code: z.string().optional(),
          about: z.string().optional(),
        }),
      )
      .optional()
      .openapi({ description: 'What is wrong with which field.' }),
    opens_at: z.iso.datetime().optional().openapi({ description: 'From when on it can be booked.' }),
    alternatives: z
      .array(z.object({ start_time: z.iso.datetime(), trainer_id: z.string() }))
      .optional()
      .openapi({ description: 'Other times that were free a moment ago, at most five.' }),
  })
  .openapi('Problem')

export type Problem = z.output<typeof problemSchema>
