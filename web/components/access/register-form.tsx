import type { RefusedForm } from '../../lib/form-answer.server.ts'
import type { RegisterPage } from '../../views/access/register-view.server.ts'
import { Field } from '../field.tsx'
import { Link } from '../link.tsx'
import { AccessPage } from './access-page.tsx'
import { PostForm } from './post-form.tsx'

type RegisterFormProps = { page: Extract<RegisterPage, { kind: 'ask' }>; answer: RefusedForm | undefined }

/** Who wants an account. A password comes later, when the address has been proven. */
export function RegisterForm({ page: { title, signInHref, words }, answer }: RegisterFormProps) {
  const errors = answer?.errors ?? {}
  const field = (name: 'firstName' | 'lastName' | 'email') => ({
    name,
    label: words[name],
    error: errors[name],
    defaultValue: answer?.values[name],
    isRequired: true,
    isFirstError: (Object.keys(errors)[0] ?? 'firstName') === name,
  })
  return (
    <AccessPage title={title} text={words.text} alert={answer?.message}>
      <PostForm>
        <div className="form-pair">
          <Field {...field('firstName')} autoComplete="given-name" maxLength={80} />
          <Field {...field('lastName')} autoComplete="family-name" maxLength={80} />
        </div>
        <Field
          {...field('email')}
          type="email"
          autoComplete="email"
          autoCapitalize="none"
          spellCheck={false}
          hint={words.emailHint}
          maxLength={254}
        />
        <button className="button button-large" type="submit">
          {words.submit}
        </button>
      </PostForm>
      <ul className="access-ways">
        <li>
          {words.haveOne}{' '}
          <Link className="text-link" to={signInHref}>
            {words.signIn}
          </Link>
        </li>
      </ul>
    </AccessPage>
  )
}
