import type { RefusedForm } from '../../lib/form-answer.server.ts'
import type { EmailPage } from '../../views/security/email-view.server.ts'
import { PostForm } from '../access/post-form.tsx'
import { Field } from '../field.tsx'
import { Link } from '../link.tsx'
import { Settings } from './settings.tsx'

type EmailSettingsProps = { page: EmailPage; answer: RefusedForm | undefined }

/** Another address to sign in with, which has to be proven first. */
export function EmailSettings({ page, answer }: EmailSettingsProps) {
  if (page.kind === 'sent')
    return (
      <Settings>
        <p>{page.text}</p>
        <p className="soft">{page.words.nothing}</p>
        <p>
          <Link className="text-link" to={page.againHref}>
            {page.words.again}
          </Link>
        </p>
      </Settings>
    )
  const { now, words } = page
  return (
    <Settings alert={answer?.message}>
      <p>{now}</p>
      <p className="soft">{words.text}</p>
      <PostForm>
        <Field
          name="email"
          label={words.next}
          type="email"
          autoComplete="email"
          autoCapitalize="none"
          spellCheck={false}
          error={answer?.errors['email']}
          defaultValue={answer?.values['email']}
          isRequired
          isFirstError={answer !== undefined}
          maxLength={254}
        />
        <button className="button" type="submit">
          {words.submit}
        </button>
      </PostForm>
    </Settings>
  )
}
