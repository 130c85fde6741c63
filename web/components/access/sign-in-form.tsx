import type { RefusedForm } from '../../lib/form-answer.server.ts'
import type { SignInPage } from '../../views/access/sign-in-view.server.ts'
import { Field } from '../field.tsx'
import { Link } from '../link.tsx'
import { AccessPage } from './access-page.tsx'
import { PasskeyButton } from './passkey-button.tsx'
import { PasswordField } from './password-field.tsx'
import { PostForm } from './post-form.tsx'

type SignInFormProps = { page: SignInPage; answer: RefusedForm | undefined }

/** By password, by passkey, or by a link to the address that was typed. */
export function SignInForm({ page, answer }: SignInFormProps) {
  const { title, notice, linkHref, forgotHref, registerHref, challengeHref, words } = page
  const email = answer?.values['email'] ?? ''
  const errors = answer?.errors ?? {}
  return (
    <AccessPage title={title} text={words.text} notice={notice} alert={answer?.message}>
      <PostForm>
        <Field
          name="email"
          label={words.email}
          type="email"
          autoComplete="username webauthn"
          autoCapitalize="none"
          spellCheck={false}
          error={errors['email']}
          defaultValue={email}
          isRequired
          isFirstError={email === '' || errors['email'] !== undefined}
          maxLength={254}
        />
        <PasswordField
          label={words.password}
          autoComplete="current-password"
          words={words}
          error={errors['password']}
          isFirst={email !== '' && !errors['email']}
        />
        <button className="button button-large" type="submit">
          {words.submit}
        </button>
        <button className="text-button" type="submit" formAction={linkHref}>
          {words.linkInstead}
        </button>
      </PostForm>
      <PasskeyButton
        use="sign_in"
        challengeHref={challengeHref}
        label={words.passkey}
        failed={words.passkeyFailed}
        isOffered
      />
      <ul className="access-ways">
        <li>
          <Link className="text-link" to={forgotHref}>
            {words.forgot}
          </Link>
        </li>
        <li>
          {words.newHere}{' '}
          <Link className="text-link" to={registerHref}>
            {words.register}
          </Link>
        </li>
      </ul>
    </AccessPage>
  )
}
