import { z } from 'zod'
import { anId } from '../input-parts.ts'
import { findWindowFault, windowFields } from '../studio/service-input.ts'
import { someText } from '../studio/staff-input.ts'

/** Clients for whom some rules differ, and how far ahead they book instead of what the services say. */
export const clientGroupInput = z.object({
  name: someText(120),
  windows: z
    .array(
      z
        .object({
          /** Id or slug. Without one: all services that have no window of their own here. */
          serviceId: anId.nullish().transform((id) => id ?? null),
          ...windowFields,
        })
        .superRefine((window, context) => {
          const fault = findWindowFault(window)
          if (fault) context.addIssue({ code: 'custom', path: [fault.path], message: fault.message })
        }),
    )
    .max(200)
    .default([]),
})

export type ClientGroupInput = z.input<typeof clientGroupInput>
/** What is not given stays as it is; windows are given whole. */
export type ClientGroupChange = { [Field in keyof ClientGroupInput]?: ClientGroupInput[Field] | undefined }
