import type { RefusedForm } from '../../lib/form-answer.server.ts'
import type { CodePage } from '../../views/access/code-view.server.ts'
import { Link } from '../link.tsx'
import { AccessPage } from './access-page.tsx'
import { CodeField } from './code-field.tsx'
import { PasskeyButton } from './passkey-button.tsx'
import { PostForm } from './post-form.tsx'

type CodeFormProps = { page: CodePage; answer: RefusedForm | undefined }

/** The second factor: a code of the app, a recovery code, or a passkey. */
export function CodeForm({ page, answer }: CodeFormProps) {
  const { title, isRecovery, hasPasskey, challengeHref, otherHref, startOverHref, words } = page
  const text = isRecovery ? words.recoveryText : words.text
  return (
    <AccessPage title={title} text={text} alert={answer?.message}>
      <PostForm>
        {/* Another field, so that nothing typed goes over from one to the other. */}
        <CodeField
          key={String(isRecovery)}
          label={isRecovery ? words.recoveryCode : words.code}
          error={answer?.errors['code']}
          isRecovery={isRecovery}
          isFirst
        />
        <button className="button button-large" type="submit">
          {words.submit}
        </button>
      </PostForm>
      {hasPasskey ? (
        <PasskeyButton
          use="second_factor"
          challengeHref={challengeHref}
          label={words.usePasskey}
          failed={words.passkeyFailed}
        />
      ) : null}
      <ul className="access-ways">
        <li>
          <Link className="text-link" to={otherHref}>
            {isRecovery ? words.useApp : words.useRecovery}
          </Link>
        </li>
        <li>
          <Link className="text-link" to={startOverHref}>
            {words.startOver}
          </Link>
        </li>
      </ul>
    </AccessPage>
  )
}
