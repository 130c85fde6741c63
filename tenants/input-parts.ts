import { z } from 'zod'

/** Parts of what people send. Each names what is wrong in a word of `parse-input.ts`. */

const LATEST_INSTANT = Date.UTC(9999, 0)

/**
 * One line of text: trimmed, not of signs alone that nobody sees, no control characters, no marks that turn text around
 * (names end up in mails and files).
 */
export const line = (max: number) =>
  z
    .string()
    .transform((text) => text.normalize('NFC').trim())
    .pipe(z.string().max(max, 'too_long').refine(isVisible, 'required').refine(isPlain, 'not_plain'))

/** Lines of text: trimmed, otherwise as `line`. Empty is allowed. */
export const paragraph = (max: number) =>
  z
    .string()
    .transform((text) => text.normalize('NFC').replaceAll('\r\n', '\n').trim())
    .pipe(
      z
        .string()
        .max(max, 'too_long')
        .refine((text) => isPlain(text.replaceAll('\n', ' ')), 'not_plain'),
    )

function isVisible(text: string): boolean {
  return /[^\p{Default_Ignorable_Code_Point}\p{Z}]/u.test(text)
}

/** Whether it is whole, without control characters, line breaks and marks that turn text around. */
export function isPlain(text: string): boolean {
  return text.isWellFormed() && !/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]|\p{M}{8}/u.test(text)
}

/** An id, or a slug where one is allowed. */
export const anId = z
  .string()
  .min(1, 'required')
  .max(64, 'too_long')
  .refine((id) => isPlain(id), 'not_plain')

/** UTC milliseconds. */
export const anInstant = z
  .number()
  .int('not_an_instant')
  .min(0, 'not_an_instant')
  .max(LATEST_INSTANT, 'not_an_instant')

/** Chosen by the caller: the same key and request are the same deed, however often they are sent. */
export const idempotencyKey = z.string().regex(/^[\x21-\x7e]{1,255}$/, 'not_a_key')
