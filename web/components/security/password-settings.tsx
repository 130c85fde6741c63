import type { RefusedForm } from '../../lib/form-answer.server.ts'
import type { PasswordPage } from '../../views/security/password-view.server.ts'
import { KnownUser } from '../access/known-user.tsx'
import { PasswordField } from '../access/password-field.tsx'
import { PostForm } from '../access/post-form.tsx'
import { Link } from '../link.tsx'
import { Settings } from './settings.tsx'

type PasswordSettingsProps = { page: PasswordPage; answer: RefusedForm | undefined }

/** A new password, for the present one where there is one. */
export function PasswordSettings({ page, answer }: PasswordSettingsProps) {
  const { email, hasPassword, forgotHref, words } = page
  const errors = answer?.errors ?? {}
  return (
    <Settings alert={answer?.message}>
      <PostForm>
        <KnownUser email={email} />
        {hasPassword ? (
          <PasswordField
            name="currentPassword"
            label={words.current}
            autoComplete="current-password"
            words={words}
            error={errors['currentPassword']}
          />
        ) : null}
        <PasswordField
          name="newPassword"
          label={words.next}
          autoComplete="new-password"
          words={words}
          hint={words.hint}
          error={errors['newPassword']}
        />
        <p className="soft">{words.others}</p>
        <button className="button" type="submit">
          {hasPassword ? words.change : words.add}
        </button>
      </PostForm>
      {hasPassword ? (
        <p>
          <Link className="text-link" to={forgotHref}>
            {words.forgot}
          </Link>
        </p>
      ) : null}
    </Settings>
  )
}
