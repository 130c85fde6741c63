import { AppError } from '../../tenants/errors.ts'

// Beyond what any field allows, so that the verb still sees that it is too long.
const LONGEST = 6_000
/** A passkey's answer: what `tenants/access/passkeys/ceremony-input.ts` allows, and then some. */
const LONGEST_ANSWER = 40_000

/** The inputs of a form as they were typed; what is missing, or a file, is empty. */
export type SentForm = { text: (name: string) => string; json: (name: string) => unknown }

/** @throws AppError `bad_request` for what is no form. */
export async function readForm(request: Request): Promise<SentForm> {
  const form = await request.formData().catch(() => {
    throw new AppError('bad_request', 'This is no form.')
  })
  const read = (name: string, longest: number) => {
    const value = form.get(name)
    return typeof value === 'string' ? value.slice(0, longest) : ''
  }
  return {
    text: (name) => read(name, LONGEST),
    json: (name) => parseJson(read(name, LONGEST_ANSWER)),
  }
}

/** Whatever it may be; null for what is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Sees to it that these were filled in. @throws AppError `invalid_input`, each with the code `required`. */
export function requireTyped(form: SentForm, names: readonly string[]): void {
  const errors = names
    .filter((name) => form.text(name).trim() === '')
    .map((path) => ({ path, code: 'required', message: 'This is needed.' }))
  if (errors.length > 0) throw new AppError('invalid_input', 'Something is missing.', { errors })
}
