import { z } from '@hono/zod-openapi'
import { locales } from '../../tenants/studio/get-catalogue.ts'
import { requireStaffKey } from '../middleware/require-staff-key.ts'
import { json, problems } from './responses.ts'

/** For a route: what every route for staff has. */
export const forStaff = { security: [{ staffKey: [] }], middleware: requireStaffKey }

/** The same where a person is better known than a key, or a key may do nothing. */
export const forStaffPerson = { ...forStaff, security: [{ personToken: [] }, { staffKey: [] }] }

/** For a route's description: the problems of every route for staff that reads, and of one that writes. */
export const readProblems = problems('unauthorized', 'forbidden', 'not_found', 'invalid_input', 'unavailable')
export const writeProblems = {
  ...problems('bad_request', 'unauthorized', 'forbidden', 'not_found', 'conflict', 'unsupported_media_type'),
  ...problems('invalid_input', 'unavailable', 'outcome_unknown'),
}

/** For a route's description: the problems of one that decides about people's access, which takes a person. */
export const personProblems = {
  ...writeProblems,
  ...problems('forbidden', 'reauthentication_required'),
  ...problems('conflict', 'changed_meanwhile'),
}

/** For a route's description: a body that has to be there. */
export function bodyOf<Schema extends z.ZodType>(schema: Schema, description: string) {
  return { ...json(schema, description), required: true }
}

/** For a route's description: the id in its path. */
export function idParam<Name extends string>(name: Name, description = 'Id.') {
  // One key, whose name the type carries.
  return z.object({ [name]: z.string().openapi({ description }) }) as z.ZodObject<Record<Name, z.ZodString>>
}

/** For a route's description: the answer of one that deletes. */
export const gone = { 204: { description: 'Gone.' } }

/** Which edition of something is meant, or was seen: `tenants/edition.ts`. */
export const editionAnswer = z.int().openapi({ description: 'Raised by every change.' })
export const editionSeen = z.int().optional().openapi({
  description: 'As it was read: when it has changed since, nothing is and the answer is `changed_meanwhile`.',
})

/** For a route's description: the problems of one that changes what has editions. */
export const changeProblems = { ...writeProblems, ...problems('conflict', 'changed_meanwhile') }

/** For a route's description: a date in its query. */
export const dateQuery = (description: string) =>
  z.iso.date('Not a date: use YYYY-MM-DD.').optional().openapi({ description, example: '2027-01-05' })

/** For a route's description: a text that staff send. */
export const textSchema = z.union([z.string(), z.partialRecord(z.enum(locales), z.string())]).openapi({
  description: 'A text, in the studio’s first language, or one per language.',
  example: { en: 'Yoga', bg: 'Йога' },
})

/** For a route's description: such a text as it is kept. */
export const spokenText = z
  .partialRecord(z.enum(locales), z.string())
  .openapi({ description: 'Per language.', example: { en: 'Yoga', bg: 'Йога' } })
