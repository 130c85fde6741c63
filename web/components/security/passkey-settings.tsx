import type { RefusedForm } from '../../lib/form-answer.server.ts'
import type { PasskeysPage } from '../../views/security/passkeys-view.server.ts'
import { PostForm } from '../access/post-form.tsx'
import { AddPasskey } from './add-passkey.tsx'
import { RenameForm } from './rename-form.tsx'
import { Settings } from './settings.tsx'

type PasskeySettingsProps = { page: PasskeysPage; answer: RefusedForm | undefined }

/** The passkeys somebody has, each with its name, and another one. */
export function PasskeySettings({ page, answer }: PasskeySettingsProps) {
  const { passkeys, notice, words } = page
  const renamed = answer?.values['passkeyId']
  return (
    <Settings notice={notice} alert={answer?.message}>
      <p>{words.text}</p>
      {passkeys.length === 0 ? <p className="soft">{words.none}</p> : null}
      <ul className="settings-list">
        {passkeys.map((passkey) => (
          <li className="settings-row" key={passkey.id}>
            <div className="settings-text">
              <h2 className="settings-title">{passkey.name}</h2>
              <p className="soft small">{passkey.facts}</p>
            </div>
            <Rename
              passkey={passkey}
              words={words}
              error={renamed === passkey.id ? answer?.errors['name'] : undefined}
            />
            <Remove passkey={passkey} words={words} />
          </li>
        ))}
      </ul>
      <AddPasskey page={page} error={renamed === undefined ? answer?.errors['name'] : undefined} />
    </Settings>
  )
}

type PartProps = { passkey: PasskeysPage['passkeys'][number]; words: PasskeysPage['words'] }

function Rename({
  passkey: { id, name, renameLabel },
  words,
  error,
}: PartProps & { error: string | undefined }) {
  return (
    <RenameForm
      id={{ name: 'passkeyId', value: id }}
      field={{ name: 'name', value: name, error }}
      label={renameLabel}
      words={words}
    />
  )
}

function Remove({ passkey: { id, removeLabel }, words }: PartProps) {
  return (
    <details className="settings-more">
      <summary className="settings-open" aria-label={removeLabel}>
        {words.remove}
      </summary>
      <PostForm>
        <p>{words.removeText}</p>
        <input type="hidden" name="passkeyId" value={id} />
        <button className="button button-small button-danger" name="intent" value="remove">
          {words.remove}
        </button>
      </PostForm>
    </details>
  )
}
