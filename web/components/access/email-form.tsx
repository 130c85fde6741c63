import type { RefusedForm } from '../../lib/form-answer.server.ts'
import { Field } from '../field.tsx'
import { Link } from '../link.tsx'
import { AccessPage } from './access-page.tsx'
import { PostForm } from './post-form.tsx'

type EmailFormProps = {
  title: string
  text: string
  label: string
  submit: string
  /** Where to go instead. */
  way: { href: string; label: string }
  answer: RefusedForm | undefined
  email?: string
}

/** Asks for nothing but an address to write to. */
export function EmailForm({ title, text, label, submit, way, answer, email = '' }: EmailFormProps) {
  return (
    <AccessPage title={title} text={text} alert={answer?.message}>
      <PostForm>
        <Field
          name="email"
          label={label}
          type="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          error={answer?.errors['email']}
          defaultValue={answer?.values['email'] ?? email}
          isRequired
          isFirstError
          maxLength={254}
        />
        <button className="button button-large" type="submit">
          {submit}
        </button>
      </PostForm>
      <ul className="access-ways">
        <li>
          <Link className="text-link" to={way.href}>
            {way.label}
          </Link>
        </li>
      </ul>
    </AccessPage>
  )
}
