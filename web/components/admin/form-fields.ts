import type { RefusedForm } from '../../lib/form-answer.server.ts'

/**
 * What each field of a form is told: what was typed when the form came back, else what is kept (`values`), and what is wrong
 * with it. The first that is wrong takes the focus.
 */
export function formFields(values: Readonly<Record<string, string>>, refused: RefusedForm | undefined) {
  const errors = refused?.errors ?? {}
  const [first] = Object.keys(errors)
  return (name: string) => ({
    name,
    error: errors[name],
    isFirstError: first === name,
    defaultValue: refused?.values[name] ?? values[name] ?? '',
  })
}

/** What `formFields` tells one of its fields. */
export type FormField = ReturnType<ReturnType<typeof formFields>>
