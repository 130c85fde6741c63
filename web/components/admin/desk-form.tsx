import { Form, useNavigation, type FormProps } from '@remix-run/react'

type DeskFormProps = FormProps & {
  /** Why it came back, when it is about no single field. */
  alert?: string | undefined
}

/** A form that is sent once, however often its button is pressed. */
export function DeskForm({ alert, children, ...rest }: DeskFormProps) {
  const isPending = useNavigation().state === 'submitting'
  return (
    <Form
      method="post"
      className="desk-form"
      noValidate
      onSubmit={(event) => {
        if (isPending) event.preventDefault()
      }}
      {...rest}
    >
      {alert ? (
        <p className="form-errors" role="alert">
          {alert}
        </p>
      ) : null}
      {children}
    </Form>
  )
}
