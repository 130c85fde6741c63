import { useEffect, useState } from 'react'

export const SITE_FORM = 'site-form'

export const siteForm = (): HTMLFormElement | null => {
  const form = document.getElementById(SITE_FORM)
  return form instanceof HTMLFormElement ? form : null
}

/** What is in the editor's form just now, by the names of its fields; again whenever something in it changes. */
export function useFormValues(initial: Record<string, string>, formKey: string): Record<string, string> {
  const [values, setValues] = useState(initial)
  useEffect(() => {
    const form = siteForm()
    if (!form) return undefined
    const read = () =>
      setValues(
        Object.fromEntries(
          [...new FormData(form)].map(([name, value]) => [name, typeof value === 'string' ? value : '']),
        ),
      )
    read()
    form.addEventListener('input', read)
    return () => form.removeEventListener('input', read)
  }, [formKey])
  return values
}

/** Puts values into the form as if somebody had chosen them. */
export function fillForm(values: Readonly<Record<string, string | null>>): void {
  const form = siteForm()
  if (!form) return
  for (const [name, value] of Object.entries(values)) {
    const field = form.elements.namedItem(name)
    if (field instanceof RadioNodeList || field instanceof HTMLInputElement) field.value = value ?? ''
  }
  announceInput()
}

/** Says that the form has changed where no field says so itself. */
export function announceInput(): void {
  siteForm()?.dispatchEvent(new Event('input', { bubbles: true }))
}
