import { Field, type FieldProps } from '../field.tsx'

/** A local date, 'YYYY-MM-DD'. */
export function DateField(props: FieldProps & { min?: string; max?: string }) {
  return <Field {...props} type="date" autoComplete="off" />
}
