import type { HoursWeekPage } from '../../../views/admin/hours-week-view.server.ts'
import type { Block } from '../../../views/admin/week-blocks.server.ts'
import { SelectField } from '../../access/select-field.tsx'
import { Field } from '../../field.tsx'
import { DateField } from '../date-field.tsx'
import { Fold } from '../fold.tsx'
import type { EditedWeek } from './use-week.ts'

export type WeekWords = HoursWeekPage['words']

type WeekBlockProps = {
  block: Block
  at: number
  weekdays: readonly { short: string; long: string }[]
  places: readonly { value: string; label: string }[]
  errors: Record<string, string>
  isFixed: boolean
  words: WeekWords
  edited: EditedWeek
}

/** Hours or breaks that hold under the same conditions: a line for each day of the week. */
export function WeekBlock(props: WeekBlockProps) {
  const { block, at, errors, isFixed, weekdays, words, edited } = props
  const isBreak = block.kind === 'break'
  return (
    <fieldset className="week-block" disabled={isFixed}>
      <legend className="week-block-title">{titleOf(props)}</legend>
      <input type="hidden" name={`b${at}.kind`} value={block.kind} />
      <ol className="week-days">
        {weekdays.map(({ long }, day) => {
          const name = `b${at}.d${day + 1}`
          return (
            <li key={name} className="week-day">
              <label htmlFor={name}>{long}</label>
              <input
                className="field-input"
                id={name}
                name={name}
                value={block.days[day] ?? ''}
                placeholder={isBreak ? words.noBreak : words.closed}
                autoComplete="off"
                aria-invalid={errors[name] ? true : undefined}
                aria-describedby={errors[name] ? `${name}-error` : `hint-${at}`}
                onChange={({ target }) => edited.typeDay(at, day, target.value)}
                onBlur={() => edited.tidyDay(at, day)}
              />
              {isFixed ? null : <CopyDay {...props} day={day} />}
              {errors[name] ? (
                <p className="field-error" id={`${name}-error`}>
                  {errors[name]}
                </p>
              ) : null}
            </li>
          )
        })}
      </ol>
      <p className="field-hint" id={`hint-${at}`}>
        {words.typeHint}
      </p>
      <Conditions {...props} />
      {at > 0 && !isFixed ? (
        <button
          className="text-button"
          name="intent"
          value={`remove.${at}`}
          onClick={(event) => {
            event.preventDefault()
            edited.remove(at)
          }}
        >
          {isBreak ? words.removeBreaks : words.removeBlock}
        </button>
      ) : null}
    </fieldset>
  )
}

/** What hours are called by what narrows them. */
export function titleOf({
  block,
  places,
  words,
}: Pick<WeekBlockProps, 'block' | 'places' | 'words'>): string {
  const place = places.find(({ value }) => value === block.locationId)?.label
  const isSpecial = block.validFromOn || block.validToOn || Number(block.everyNWeeks) > 1
  const what = block.kind === 'break' ? words.breaks : isSpecial ? words.special : words.regular
  return place ? `${what} · ${place}` : what
}

/** The other days that one day's hours are to be copied to. */
function CopyDay({ at, day, weekdays, words, edited }: WeekBlockProps & { day: number }) {
  const name = `b${at}.c${day + 1}`
  return (
    <details className="week-copy">
      <summary aria-label={`${words.copy}: ${weekdays[day]?.long ?? ''}`}>{words.copy}</summary>
      <div className="week-copy-sheet">
        {weekdays.map(({ long }, other) =>
          other === day ? null : (
            <label key={long} className="check-line">
              <input type="checkbox" name={`${name}.${other + 1}`} defaultChecked={other < 5} />
              <span>{long}</span>
            </label>
          ),
        )}
        <button
          className="button button-quiet button-small"
          name="intent"
          value={`copy.${at}.${day + 1}`}
          onClick={(event) => {
            event.preventDefault()
            const sheet = event.currentTarget.closest('details')
            const ticked = [...(sheet?.querySelectorAll('input') ?? [])].filter(({ checked }) => checked)
            edited.copyDay(
              at,
              day,
              ticked.map((box) => Number(box.name.split('.').at(-1)) - 1),
            )
            sheet?.removeAttribute('open')
            sheet?.querySelector('summary')?.focus()
          }}
        >
          {words.copyButton}
        </button>
      </div>
    </details>
  )
}

const conditions = new Set(['locationId', 'validFromOn', 'validToOn', 'everyNWeeks', 'anchorOn'])

/** Where and when these hours hold. */
function Conditions({ block, at, errors, places, words, edited }: WeekBlockProps) {
  const field = (name: 'locationId' | 'validFromOn' | 'validToOn' | 'everyNWeeks' | 'anchorOn') => ({
    name: `b${at}.${name}`,
    defaultValue: block[name],
    error: errors[`b${at}.${name}`],
  })
  const isNarrowed =
    block.locationId ||
    block.validFromOn ||
    block.validToOn ||
    block.anchorOn ||
    Number(block.everyNWeeks) !== 1
  const isWrong = Object.keys(errors).some((name) => conditions.has(name.replace(`b${at}.`, '')))
  return (
    <Fold title={words.conditions} isOpen={Boolean(isNarrowed) || isWrong}>
      <div
        className="week-conditions"
        onChange={({ target }) => {
          if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return
          edited.change(at, { [target.name.split('.')[1] ?? '']: target.value })
        }}
      >
        {places.length > 0 ? (
          <SelectField
            {...field('locationId')}
            label={words.place}
            options={places}
            empty={block.kind === 'break' ? words.everyPlace : words.mainPlace}
          />
        ) : (
          <input type="hidden" name={`b${at}.locationId`} value={block.locationId} />
        )}
        <DateField {...field('validFromOn')} label={words.validFrom} />
        <DateField {...field('validToOn')} label={words.validTo} />
        <Field
          {...field('everyNWeeks')}
          label={words.everyNWeeks}
          hint={words.everyHint}
          type="number"
          inputMode="numeric"
          min={1}
          max={52}
        />
        <DateField {...field('anchorOn')} label={words.anchor} hint={words.anchorHint} />
      </div>
    </Fold>
  )
}
