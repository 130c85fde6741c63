import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { DeskForm } from '../components/admin/desk-form.tsx'
import { Empty } from '../components/admin/empty.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { SearchForm } from '../components/admin/search-form.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { mergeAnswer, mergePage } from '../views/admin/clients/merge-view.server.ts'

export const loader = atDesk(mergePage)

export const action = atDesk(async (desk) => sendAnswer(await mergeAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

type Page = Awaited<ReturnType<typeof mergePage>>
type Two = NonNullable<Page['two']>
type Suggested = NonNullable<Page['suggested']>

export default function MergeClients() {
  const { back, two, suggested, words } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHead
        title={two ? words.twoTitle : words.title}
        intro={two ? words.twoIntro : words.intro}
        back={back}
      />
      {two ? <TwoClients two={two} words={words} backHref={back.href} /> : null}
      {suggested ? <SuggestedPairs suggested={suggested} words={words} /> : null}
    </>
  )
}

function SuggestedPairs({ suggested, words }: { suggested: Suggested; words: Page['words'] }) {
  const { keepId, search, lines } = suggested
  return (
    <>
      {keepId ? (
        <SearchForm
          search={{ label: words.search, value: search }}
          button={words.searchButton}
          keep={{ keep: keepId }}
        />
      ) : null}
      {lines.length === 0 ? (
        <Empty title={words.none} text={keepId ? words.noneOfThem : words.noneHint} />
      ) : null}
      <ul className="client-lines">
        {lines.map(({ id, name, why, href }) => (
          <li className="client-line" key={id}>
            <span>
              {name} <span className="soft small">{why}</span>
            </span>
            <Link className="text-link" to={href} aria-label={`${words.compare}: ${name}`}>
              {words.compare}
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}

type TwoProps = { two: Two; words: Page['words']; backHref: string }

function TwoClients({ two, words, backHref }: TwoProps) {
  const refused = useActionData<typeof action>()
  const { keepId, goneId, editions, people, choices, swapHref, loginAddress } = two
  return (
    <DeskForm alert={refused?.message} key={`${keepId} ${goneId}`}>
      <input type="hidden" name="keepId" value={keepId} />
      <input type="hidden" name="goneId" value={goneId} />
      <input type="hidden" name="keepEdition" value={editions.keep} />
      <input type="hidden" name="goneEdition" value={editions.gone} />
      <div className="merge-people">
        {people.map(({ id, role, name, href, facts }) => (
          <div className="panel" key={id}>
            <p className="soft small">{role}</p>
            <p>
              <Link className="text-link" to={href}>
                {name}
              </Link>
            </p>
            {facts.map(({ label, text }) => (
              <p className="small" key={label}>
                {label}: {text}
              </p>
            ))}
          </div>
        ))}
      </div>
      <p>
        <Link className="text-link" to={swapHref}>
          {words.swap}
        </Link>
      </p>
      {choices.length > 0 ? <h2 className="desk-section-head">{words.choose}</h2> : null}
      {choices.map(({ name, label, side, values }) => (
        <fieldset className="field" key={name}>
          <legend className="field-label">{label}</legend>
          <div className="merge-choice">
            {(['keep', 'gone'] as const).map((one) => (
              <label className="choice" key={one}>
                <input type="radio" name={name} value={one} defaultChecked={one === side} />
                <span className="choice-name fact-text">{values[one]}</span>
              </label>
            ))}
          </div>
        </fieldset>
      ))}
      {loginAddress ? (
        <p>
          {words.loginStays} <strong>{loginAddress}</strong>
        </p>
      ) : null}
      <p className="soft">{words.consentsStay}</p>
      <div className="desk-actions">
        <button className="button button-danger" type="submit">
          {words.button}
        </button>
        <Link className="button button-quiet" to={backHref}>
          {words.cancel}
        </Link>
      </div>
    </DeskForm>
  )
}
