import type { z } from 'zod'
import { locales } from '../db/tenant/schema/index.ts'
import { AppError, type FieldError } from './errors.ts'

/** A machine's word for what is wrong with a field, and its sentence for whoever has no better one. */
const sentences: Record<string, string> = {
  required: 'This is needed.',
  invalid: 'This cannot be used.',
  too_many: 'These are too many at once.',
  too_long: 'This is too long.',
  not_plain: 'This has characters that cannot be used here.',
  not_an_email: 'This is not one e-mail address.',
  not_a_phone: 'This is not a phone number with its country code, such as +359 88 123 4567.',
  not_a_key: 'A key is 1 to 255 printable ASCII characters.',
  not_an_instant: 'This is not an instant.',
  not_a_date: 'This is not a date: use YYYY-MM-DD.',
  not_a_locale: `This is not one of the languages ${locales.join(', ')}.`,
  not_a_color: 'This is not a colour: six digits such as #ff5a1f.',
  not_their_address: 'This is not an address of that network: copy it from there, with https.',
  not_a_time_zone: 'This is not the name of a time zone.',
  terms_needed: 'The terms have to be agreed to.',
}

/**
 * Reads what somebody sent by its schema, whose messages are words above or sentences of their own.
 *
 * @throws AppError `invalid_input` with `errors`: `path` in the words of the schema, `code` one of the words above,
 * `message` a sentence.
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  throw invalidFields(
    parsed.error.issues.map(({ path, message }) => {
      const sentence = sentences[message]
      return { path: path.join('.'), code: sentence ? message : 'invalid', message: sentence ?? message }
    }),
  )
}

/** What is wrong with these fields. */
export function invalidFields(errors: FieldError[]): AppError {
  return new AppError('invalid_input', 'Some of this cannot be used.', { errors })
}
