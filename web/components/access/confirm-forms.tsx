import type { RefusedForm } from '../../lib/form-answer.server.ts'
import type { ConfirmPage } from '../../views/access/confirm-view.server.ts'
import { Link } from '../link.tsx'
import { CodeField } from './code-field.tsx'
import { KnownUser } from './known-user.tsx'
import { PasskeyButton } from './passkey-button.tsx'
import { PasswordField } from './password-field.tsx'
import { PostForm } from './post-form.tsx'

type ConfirmFormsProps = { page: Extract<ConfirmPage, { kind: 'ask' }>; answer: RefusedForm | undefined }

/** Every way in which somebody can prove that it is still them. */
export function ConfirmForms({ page, answer }: ConfirmFormsProps) {
  const { email, who, hasPassword, hasCode, hasPasskey, challengeHref, backHref, words } = page
  const errors = answer?.errors ?? {}
  return (
    <>
      <p className="soft">{who}</p>
      {hasPassword ? (
        <PostForm>
          <KnownUser email={email} />
          <PasswordField
            label={words.password}
            autoComplete="current-password"
            words={words}
            error={errors['password']}
            isFirst={!errors['code']}
          />
          <button className="button button-large" name="intent" value="password">
            {words.submit}
          </button>
        </PostForm>
      ) : null}
      {hasPasskey ? (
        <PasskeyButton
          use="confirm"
          challengeHref={challengeHref}
          label={words.withPasskey}
          failed={words.passkeyFailed}
        />
      ) : null}
      {hasCode ? (
        <PostForm className="form access-other">
          <CodeField label={words.withCode} error={errors['code']} isFirst={!hasPassword} />
          <button className="button button-quiet" name="intent" value="code">
            {words.submit}
          </button>
        </PostForm>
      ) : null}
      <PostForm className="form access-other">
        {hasPassword ? null : <p>{words.linkText}</p>}
        <button className="text-button" name="intent" value="link">
          {words.withLink}
        </button>
      </PostForm>
      <ul className="access-ways">
        <li>
          <Link className="text-link" to={backHref}>
            {words.cancel}
          </Link>
        </li>
      </ul>
    </>
  )
}
