import { PostForm } from '../access/post-form.tsx'

type Words = Record<
  | 'intro'
  | 'none'
  | 'label'
  | 'labelHint'
  | 'make'
  | 'madeTitle'
  | 'madeText'
  | 'open'
  | 'webcal'
  | 'https'
  | 'revoke'
  | 'secret',
  string
>

export type FeedsPage = {
  feeds: { id: string; label: string; facts: string; revokeLabel: string }[]
  words: Words
}

/** Addresses that are shown this once. */
export type MadeFeed = { made: { webcal: string; https: string } }

type FeedPartsProps = { page: FeedsPage; made: MadeFeed['made'] | null; error: string | undefined }

/** The calendars somebody can subscribe to: those there are, the one just made, and a form for another. */
export function FeedParts({ page: { feeds, words }, made, error }: FeedPartsProps) {
  return (
    <div className="feeds">
      <p>{words.intro}</p>
      {made ? (
        <section className="panel account-part" aria-labelledby="made">
          <h2 id="made">{words.madeTitle}</h2>
          <p>{words.madeText}</p>
          <p>
            <a className="button" href={made.webcal}>
              {words.open}
            </a>
          </p>
          <dl>
            <dt>{words.webcal}</dt>
            <dd>
              <code className="secret">{made.webcal}</code>
            </dd>
            <dt>{words.https}</dt>
            <dd>
              <code className="secret">{made.https}</code>
            </dd>
          </dl>
        </section>
      ) : null}
      {feeds.length === 0 ? <p className="soft">{words.none}</p> : null}
      <ul className="family">
        {feeds.map(({ id, label, facts, revokeLabel }) => (
          <li className="family-member" key={id}>
            <p>
              <b>{label}</b> <span className="soft">{facts}</span>
            </p>
            <PostForm className="family-remove">
              <input type="hidden" name="id" value={id} />
              <button className="text-button" name="intent" value="revoke" aria-label={revokeLabel}>
                {words.revoke}
              </button>
            </PostForm>
          </li>
        ))}
      </ul>
      <PostForm>
        <div className="field">
          <label className="field-label" htmlFor="label">
            {words.label}
          </label>
          <input
            className="field-input"
            id="label"
            name="label"
            maxLength={60}
            autoComplete="off"
            aria-describedby="label-hint"
          />
          <p className="field-hint" id="label-hint">
            {words.labelHint}
          </p>
          {error ? (
            <p className="field-error" role="alert">
              {error}
            </p>
          ) : null}
        </div>
        <button className="button" name="intent" value="make">
          {words.make}
        </button>
      </PostForm>
      <p className="soft small">{words.secret}</p>
    </div>
  )
}
