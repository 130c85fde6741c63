import type { DatesAnswer, HoursDatesPage } from '../../../views/admin/hours-dates-view.server.ts'
import { SelectField } from '../../access/select-field.tsx'
import { Field } from '../../field.tsx'
import { ChoiceList } from '../choice-list.tsx'
import { DateField } from '../date-field.tsx'
import { DeskForm } from '../desk-form.tsx'
import { formFields } from '../form-fields.ts'
import { AffectedPanel } from './affected-panel.tsx'

type DatesFormProps = Pick<
  Extract<HoursDatesPage, { frame: object }>,
  'month' | 'substitutes' | 'places' | 'mayAll' | 'words'
> & {
  answer: DatesAnswer | undefined
}

/** What is different on the dates that are chosen: away, closed, more or other hours. */
export function DatesForm({ month, substitutes, places, mayAll, words, answer }: DatesFormProps) {
  const said = words.dates
  const field = formFields({ what: 'off', ...month.picked }, answer)
  const what = field('what')
  return (
    <DeskForm className="desk-form dates-form" alert={answer?.message || undefined}>
      <h2>{said.title}</h2>
      <div className="form-pair">
        <DateField {...field('fromOn')} label={said.from} />
        <DateField {...field('toOn')} label={said.to} hint={said.toHint} />
      </div>
      <ChoiceList
        name="what"
        legend={said.what}
        choices={(['off', 'closed', 'open', 'replace'] as const).map((value) => ({
          value,
          label: said.kinds[value],
          text: said.kindHints[value],
        }))}
        defaultValue={what.defaultValue}
        error={what.error}
      />
      <Field {...field('hours')} label={said.hours} hint={said.hoursHint} autoComplete="off" />
      {substitutes.length > 0 ? (
        <div className="only-off">
          <SelectField
            {...plain(field('substituteTrainerId'))}
            label={said.substitute}
            hint={said.substituteHint}
            options={substitutes}
            empty={said.nobody}
          />
        </div>
      ) : null}
      {mayAll ? (
        <div className="only-dates">
          <ChoiceList
            name="whose"
            legend={said.whose}
            choices={[
              { value: 'trainer', label: said.onlyTrainer },
              { value: 'place', label: said.wholePlace },
            ]}
            defaultValue={field('whose').defaultValue || 'trainer'}
            error={field('whose').error}
          />
        </div>
      ) : null}
      {places.length > 1 ? (
        <div className="only-dates">
          <SelectField
            {...plain(field('locationId'))}
            label={words.place}
            options={places}
            empty={said.anyPlace}
          />
        </div>
      ) : null}
      <Field {...field('reason')} label={said.reason} hint={said.reasonHint} autoComplete="off" />
      <input type="hidden" name="agreed" value={answer?.agreed ?? ''} />
      {answer?.affected ? (
        <AffectedPanel affected={answer.affected} title={said.affected} text={said.affectedText} />
      ) : null}
      <button className="button" type="submit" name="intent" value="save">
        {answer?.affected ? words.saveAnyway : said.save}
      </button>
    </DeskForm>
  )
}

/** Without what a choice has no use for. */
function plain<Told extends { isFirstError: boolean }>({
  isFirstError: _first,
  ...told
}: Told): Omit<Told, 'isFirstError'> {
  return told
}
