import { Form } from '@remix-run/react'
import type { RepeatAnswer } from '../../views/repeat-answer.server.ts'
import type { DatesView, RepeatView } from '../../views/repeat-view.server.ts'
import { useKeptTime } from '../../lib/use-kept-time.ts'
import { Link } from '../link.tsx'
import { DetailsForm } from './details-form.tsx'
import { FormAnswer } from './form-answer.tsx'
import { PartySize } from './party-size.tsx'

type Answer = RepeatAnswer & { reasonTitle: string }
type RepeatPageProps = { view: RepeatView; answer: Answer | undefined }

/** The same time every week: how often, each date with what is in its way, and who books. */
export function RepeatPage({ view, answer }: RepeatPageProps) {
  const { title, what, count, counts, people, heads, query, kept, holdHref, form, backHref, words } = view
  useKeptTime(holdHref)
  const dates = answer?.dates ?? view.dates
  const told = answer?.answer ?? null
  return (
    <main id="content" className="flow repeat">
      <h1 className="flow-title">{title}</h1>
      <p className="lead repeat-what">{what}</p>
      {kept ? <p className="kept">{kept}</p> : null}
      <Form className="filters" preventScrollReset>
        {query.map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <div className="field">
          <label className="field-label" htmlFor="count">
            {words.count}
          </label>
          <select className="field-input" id="count" name="count" defaultValue={count}>
            {counts.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </div>
        <PartySize people={people} label={form.words.party} value={heads} />
        <button className={dates ? 'button button-quiet' : 'button'} type="submit">
          {words.preview}
        </button>
      </Form>
      {answer?.isChanged ? (
        <div className="alert" role="alert">
          <h2 className="alert-title">{words.changedTitle}</h2>
          <p>{words.changedText}</p>
        </div>
      ) : null}
      {told && answer ? (
        <FormAnswer
          answer={{ ...told, reasonTitle: answer.reasonTitle }}
          words={form.words}
          otherHref={backHref}
        />
      ) : null}
      {dates ? (
        <div className="details">
          <DetailsForm form={form} answer={told ?? answer} key={`${count} ${heads}`}>
            <input type="hidden" name="people" value={heads} />
            <input type="hidden" name="trainerId" value={dates.trainerId} />
            <RepeatDates dates={dates} chosen={answer?.chosen ?? {}} words={words} />
          </DetailsForm>
        </div>
      ) : null}
      <p className="move-back">
        <Link className="text-link" to={backHref}>
          {words.single}
        </Link>
      </p>
    </main>
  )
}

type RepeatDatesProps = { dates: DatesView; chosen: Record<string, string>; words: RepeatView['words'] }

/** One line a date: free and to be left out with a tick, or not free, with what there is instead. */
function RepeatDates({ dates: { lines, summary, total, trainer }, chosen, words }: RepeatDatesProps) {
  return (
    <section aria-labelledby="dates-title">
      <h2 className="times-title" id="dates-title">
        {words.dates}
      </h2>
      <output>
        {summary} {trainer ? `${trainer}.` : null}
      </output>
      <p className="soft small">{words.summary}</p>
      <ol className="repeat-dates">
        {lines.map((line) =>
          line.reason === null ? (
            <FreeDate key={line.on} line={line} chosen={chosen[line.on]} words={words} />
          ) : (
            <TakenDate key={line.on} line={line} chosen={chosen[line.on]} words={words} />
          ),
        )}
      </ol>
      <p className="terms-price">
        <span className="soft">{words.total}:</span> {total}
      </p>
    </section>
  )
}

type DateProps = {
  line: DatesView['lines'][number]
  chosen: string | undefined
  words: RepeatView['words']
}

function FreeDate({ line: { name, when }, chosen, words }: DateProps) {
  return (
    <li className="repeat-date">
      <span className="repeat-date-when">{when}</span>
      <label className="check">
        <input type="checkbox" name={name} value="skip" defaultChecked={chosen === 'skip'} /> {words.skip}
        <span className="visually-hidden">: {when}</span>
      </label>
    </li>
  )
}

function TakenDate({ line: { name, when, reason, others }, chosen, words }: DateProps) {
  const options = [...others, { value: 'skip', label: words.skip }]
  const isOffered = options.some(({ value }) => value === chosen)
  const selected = isOffered ? chosen : options[0]?.value
  return (
    <li className="repeat-date repeat-date-taken">
      <fieldset>
        <legend>
          <span className="repeat-date-when">{when}</span> <strong>{words.conflict}.</strong> {reason}
        </legend>
        <div className="repeat-options">
          {options.map(({ value, label }) => (
            <label className="check" key={value}>
              <input type="radio" name={name} value={value} defaultChecked={value === selected} /> {label}
            </label>
          ))}
        </div>
      </fieldset>
    </li>
  )
}
