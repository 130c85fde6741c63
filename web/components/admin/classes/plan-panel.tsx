import type { ShownPlan } from '../../../views/admin/classes/carry-plan.server.ts'
import { Field } from '../../field.tsx'

export type PlanWords = {
  told: string
  notBooked: string
  kept: string
  clash: string
  reason: string
  reasonHint: string
  refused: string
}

type PlanPanelProps = { shown: ShownPlan; words: PlanWords }

/** What a form would come to: its dates, what is in the way, and who is told. Inside the form. */
export function PlanPanel({ shown, words }: PlanPanelProps) {
  const { title, seen, summary, lines, more, affected, moreAffected, kept } = shown.plan
  return (
    <section className="panel plan" aria-labelledby="plan">
      <h2 id="plan">{title}</h2>
      <p role="alert">{summary.join(' · ')}</p>
      {lines.length > 0 ? (
        <ul className="plan-dates">
          {lines.map(({ key, when, clash }) => (
            <li key={key}>
              {when} {clash ? <span className="badge badge-warns">{clash}</span> : null}
            </li>
          ))}
          {more ? <li className="soft">{more}</li> : null}
        </ul>
      ) : null}
      {affected.length > 0 ? (
        <>
          <h3>{words.told}</h3>
          <ul className="plan-dates">
            {affected.map(({ key, what, who }) => (
              <li key={key}>
                {what}
                <span className="row-under">{who || words.notBooked}</span>
              </li>
            ))}
            {moreAffected ? <li className="soft">{moreAffected}</li> : null}
          </ul>
        </>
      ) : null}
      {kept.length > 0 ? (
        <>
          <h3>{words.kept}</h3>
          <p>{kept.join(' · ')}</p>
        </>
      ) : null}
      <Clashes shown={shown} words={words} />
      <input type="hidden" name="seen" value={seen} />
    </section>
  )
}

function Clashes({ shown: { plan, values, errors }, words }: PlanPanelProps) {
  const { hasClash, ways } = plan
  if (!hasClash) return null
  if (ways.length === 0) return <p className="form-errors">{words.refused}</p>
  const chosen = ways.find(({ value }) => value === values['clash']) ?? ways[0]
  return (
    <fieldset className="field plan-clash">
      <legend className="field-label">{words.clash}</legend>
      <div className="choices">
        {ways.map(({ value, label }) => (
          <label className="choice" key={value}>
            <input type="radio" name="clash" value={value} defaultChecked={value === chosen?.value} />
            <span className="choice-name">{label}</span>
          </label>
        ))}
      </div>
      {ways.some(({ value }) => value === 'force') ? (
        <Field
          name="overrideReason"
          label={words.reason}
          hint={words.reasonHint}
          maxLength={300}
          autoComplete="off"
          defaultValue={values['overrideReason']}
          error={errors['overrideReason']}
          isFirstError={errors['overrideReason'] !== undefined}
        />
      ) : null}
    </fieldset>
  )
}
