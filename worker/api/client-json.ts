import { z } from '@hono/zod-openapi'
import { fitnessLevels } from '../../tenants/clients/client-input.ts'
import type { ClientRecord } from '../../tenants/clients/get-client-record.ts'
import type { ListedClient } from '../../tenants/clients/list-clients.ts'
import { locales } from '../../tenants/studio/get-catalogue.ts'
import { toInstant } from './instant.ts'
import { moneySchema } from './money.ts'
import { toSnake } from './snake-case.ts'
import { editionAnswer } from './staff-route.ts'

const orNull = z.string().nullable()

/** What staff write down of a client; what is left out stays as it is. */
export const clientFields = z.object({
  first_name: z.string().optional(),
  last_name: z.string().optional(),
  email: orNull.optional().openapi({ description: 'Null for somebody without one.' }),
  phone: orNull.optional().openapi({ description: 'With the country code.' }),
  locale: z.enum(locales).nullable().optional().openapi({ description: 'Language of messages.' }),
  time_zone: orNull.optional().openapi({ description: 'IANA name, when it is not the studio’s.' }),
  client_group_id: orNull.optional().openapi({ description: 'The group whose rules are theirs.' }),
  born_on: orNull.optional().openapi({ example: '1990-04-02' }),
  fitness_level: z.enum(fitnessLevels).nullable().optional(),
  goals: orNull.optional(),
  preferences: orNull.optional(),
  fields: z
    .record(z.string(), z.string().nullable())
    .optional()
    .openapi({ description: 'Values of the studio’s own fields, by their ids; null takes one away.' }),
})

export function toClientChange({ first_name, last_name, ...body }: z.output<typeof clientFields>) {
  return {
    firstName: first_name,
    lastName: last_name,
    email: body.email,
    phone: body.phone,
    locale: body.locale,
    timeZone: body.time_zone,
    clientGroupId: body.client_group_id,
    bornOn: body.born_on,
    fitnessLevel: body.fitness_level,
    goals: body.goals,
    preferences: body.preferences,
    fields: body.fields,
  }
}

export const clientSchema = z
  .object({
    id: z.string().openapi({ example: 'cli_4t1h' }),
    email: orNull,
    first_name: z.string(),
    last_name: z.string(),
    phone: orNull,
    locale: z.enum(locales),
    time_zone: orNull,
    client_group_id: orNull.openapi({ description: 'The group whose rules are theirs.' }),
    born_on: orNull,
    fitness_level: z.enum(fitnessLevels).nullable(),
    goals: orNull,
    preferences: orNull,
    blocked_at: z.iso.datetime().nullable().openapi({ description: 'Since when they book nothing online.' }),
    block_reason: orNull,
    created_at: z.iso.datetime(),
    edition: editionAnswer,
  })
  .openapi('Client')

export const listedSchema = clientSchema
  .extend({
    bookings: z.int().openapi({ description: 'What was cancelled left out.' }),
    last_starts_at: z.iso
      .datetime()
      .nullable()
      .openapi({ description: 'Of the last of them, also to come.' }),
    tag_ids: z.array(z.string()),
    owed: z.array(moneySchema).nullable().openapi({ description: 'Null without the right to money.' }),
  })
  .openapi('ListedClient')

export const recordSchema = listedSchema
  .extend({
    next_starts_at: z.iso.datetime().nullable(),
    last_visit_at: z.iso.datetime().nullable(),
    no_shows: z.int(),
    tags: z.array(z.object({ id: z.string(), name: z.string() })),
    fields: z.record(z.string(), z.string()).openapi({ description: 'By the ids of `/custom-fields`.' }),
    family: z.array(z.object({ id: z.string(), first_name: z.string(), last_name: z.string() })),
  })
  .openapi('ClientRecord')

const instantOrNull = (at: number | null) => (at === null ? null : toInstant(at))

type Client = Omit<ListedClient, 'bookings' | 'lastStartsAt' | 'tagIds' | 'owed'>

export function toClientJson(client: Client): z.output<typeof clientSchema> {
  const { id, email, firstName, lastName, phone, locale, timeZone, clientGroupId, bornOn } = client
  const { fitnessLevel, goals, preferences, blockReason, edition } = client
  const person = { id, email, firstName, lastName, phone, locale, timeZone, clientGroupId, bornOn }
  return {
    ...toSnake({ ...person, fitnessLevel, goals, preferences, blockReason, edition }),
    blocked_at: instantOrNull(client.blockedAt),
    created_at: toInstant(client.createdAt),
  }
}

export function toListedJson(client: ListedClient): z.output<typeof listedSchema> {
  return {
    ...toClientJson(client),
    bookings: client.bookings,
    last_starts_at: instantOrNull(client.lastStartsAt),
    tag_ids: client.tagIds,
    owed: client.owed?.map(({ amountMinor, currency }) => ({ amount_minor: amountMinor, currency })) ?? null,
  }
}

export function toRecordJson({ client, ...record }: ClientRecord): z.output<typeof recordSchema> {
  return {
    ...toListedJson(client),
    next_starts_at: instantOrNull(record.nextStartsAt),
    last_visit_at: instantOrNull(record.lastVisitAt),
    no_shows: record.noShows,
    tags: record.tags,
    fields: record.fields,
    family: record.family.map(({ id, firstName, lastName }) => {
      return { id, first_name: firstName, last_name: lastName }
    }),
  }
}
