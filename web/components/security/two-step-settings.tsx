import type { RefusedForm } from '../../lib/form-answer.server.ts'
import type { ShownCodes, TwoStepPage } from '../../views/security/two-step-view.server.ts'
import { CodeField } from '../access/code-field.tsx'
import { PostForm } from '../access/post-form.tsx'
import { Link } from '../link.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'
import { Settings } from './settings.tsx'

type TwoStepProps = { page: TwoStepPage; answer: RefusedForm | ShownCodes | undefined }

/** Two-step verification: off, being set up, its recovery codes this once, or on. */
export function TwoStepSettings({ page, answer }: TwoStepProps) {
  const { isOn, offer, notice, words } = page
  if (answer && 'codes' in answer) return <RecoveryCodes page={page} shown={answer} />
  return (
    <Settings notice={notice} alert={answer?.message}>
      {isOn ? <TurnedOn page={page} /> : null}
      {offer ? <SetUp page={page} offer={offer} error={answer?.errors['code']} /> : null}
      {isOn || offer ? null : (
        <PostForm>
          <p>{words.offText}</p>
          <button className="button" name="intent" value="begin">
            {words.begin}
          </button>
        </PostForm>
      )}
    </Settings>
  )
}

type SetUpProps = { page: TwoStepPage; offer: NonNullable<TwoStepPage['offer']>; error: string | undefined }

function SetUp({ page: { words }, offer, error }: SetUpProps) {
  return (
    <>
      <div className="totp">
        <img className="totp-picture" src={offer.picture} alt={words.qr} width="224" height="224" />
        <div className="totp-text">
          <h2 className="settings-title">{words.scan}</h2>
          <p className="soft">{words.scanText}</p>
          <p>{words.key}</p>
          <p className="totp-key">
            <code>{offer.key}</code>
          </p>
          <p>
            <a className="text-link" href={offer.uri}>
              {words.open}
            </a>
          </p>
        </div>
      </div>
      <PostForm>
        <CodeField label={words.code} error={error} isFirst={error !== undefined} />
        <div className="actions">
          <button className="button" name="intent" value="confirm">
            {words.confirm}
          </button>
          <Link className="button button-quiet" to={offer.cancelHref}>
            {words.cancel}
          </Link>
        </div>
      </PostForm>
    </>
  )
}

function TurnedOn({ page: { codesLeft, words } }: { page: TwoStepPage }) {
  return (
    <>
      <p>{words.onText}</p>
      <section className="settings-part" aria-labelledby="codes-title">
        <h2 className="settings-title" id="codes-title">
          {words.newCodes}
        </h2>
        <p>
          {codesLeft} {words.newCodesText}
        </p>
        <PostForm>
          <button className="button button-quiet" name="intent" value="regenerate">
            {words.regenerate}
          </button>
        </PostForm>
      </section>
      <section className="settings-part" aria-labelledby="remove-title">
        <h2 className="settings-title" id="remove-title">
          {words.removeTitle}
        </h2>
        <p>{words.removeText}</p>
        <PostForm>
          <button className="button button-danger" name="intent" value="remove">
            {words.remove}
          </button>
        </PostForm>
      </section>
    </>
  )
}
