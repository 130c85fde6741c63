import { z } from '@hono/zod-openapi'

const attendee = z
  .object({ first_name: z.string(), last_name: z.string() })
  .nullish()
  .openapi({ description: 'Who comes instead of the client, such as a child.' })

/** Who comes, as a request names them. */
export const partyFields = {
  attendee,
  guests: z
    .array(z.object({ first_name: z.string().nullish(), last_name: z.string().nullish() }))
    .nullish()
    .openapi({ description: 'Who comes as well, named or not.' }),
}

/** What was kept for whoever asks. */
export const holdField = z
  .object({ id: z.string(), secret: z.string() })
  .nullish()
  .openapi({ description: 'The place kept by `POST /holds`.' })

type Party = { [Field in keyof typeof partyFields]: z.output<(typeof partyFields)[Field]> }

export function toPartyInput({ attendee: instead, guests }: Partial<Party>) {
  return {
    attendee: instead && { firstName: instead.first_name, lastName: instead.last_name },
    guests: guests?.map((guest) => ({ firstName: guest.first_name, lastName: guest.last_name })),
  }
}

export function toHoldInput(hold: z.output<typeof holdField>) {
  return hold && { id: hold.id, holderSecret: hold.secret }
}
