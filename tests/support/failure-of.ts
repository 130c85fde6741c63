import { isAppError } from '../../tenants/errors.ts'

/** The code of what this fails of; `done` when it does not. */
export async function failureOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => 'done',
    (thrown: unknown) => thrown,
  )
  return isAppError(error) ? error.code : String(error)
}

/** The same of several at once, in their order. */
export function failuresOf(works: Promise<unknown>[]): Promise<string[]> {
  return Promise.all(works.map(failureOf))
}
