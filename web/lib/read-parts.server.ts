import { AppError } from '../../tenants/errors.ts'

/** A form with files or long texts in it. @throws AppError `bad_request` for what is no form. */
export function readParts(request: Request): Promise<FormData> {
  return request.formData().catch(() => {
    throw new AppError('bad_request', 'This is no form.')
  })
}

/** The texts of a form as they were typed, each cut beyond what any field allows. */
export function textsOf(form: FormData, longest = 2_000): Record<string, string> {
  return Object.fromEntries(
    [...form].flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value.slice(0, longest)]] : [],
    ),
  )
}
