import type { Messages } from '../../../i18n/en.ts'
import type { RefusedForm } from '../../../lib/form-answer.server.ts'
import type { ImportPage } from '../../../views/admin/import-view.server.ts'
import { SelectField } from '../../access/select-field.tsx'
import { ChoiceList } from '../choice-list.tsx'
import { DeskForm } from '../desk-form.tsx'
import { Cell, Row, RowHead, Table } from '../table.tsx'

type ImportMapProps = {
  map: NonNullable<ImportPage['map']>
  refused: Pick<RefusedForm, 'message' | 'errors' | 'values'> | undefined
  words: Messages['imports']['map']
}

/** What is in each column: our guess, to be changed. */
export function ImportMap({ map, refused, words }: ImportMapProps) {
  const { errors = {}, values = {}, message = '' } = refused ?? {}
  const alert = [message, errors['mapping']].filter(Boolean).join(' ')
  return (
    <>
      <DeskForm className="desk-form import-map" alert={alert || undefined}>
        <div>
          <h2>{words.title}</h2>
          <p className="desk-intro">{[map.guess, words.hint].filter(Boolean).join(' ')}</p>
        </div>
        <Table caption={words.title} columns={[words.column, words.meaning]}>
          {map.columns.map((column, index) => (
            <Row key={column.field}>
              <RowHead>
                <span className="import-column">{column.name}</span>
                <span className="import-samples">{column.samples}</span>
              </RowHead>
              <Cell label={words.meaning}>
                <MeaningSelect
                  column={column}
                  map={map}
                  value={values[column.field] ?? column.meaning}
                  error={errors[`mapping.${index}`]}
                  words={words}
                />
              </Cell>
            </Row>
          ))}
        </Table>
        <p className="field-hint">{words.newsHint}</p>
        <SelectField
          name="dateOrder"
          label={words.dateOrder}
          options={map.dateOrders}
          defaultValue={values['dateOrder'] ?? map.dateOrder}
        />
        <SelectField
          name="country"
          label={words.country}
          options={map.countries}
          empty={words.noCountry}
          defaultValue={values['country'] ?? map.country}
        />
        <ChoiceList
          name="onKnown"
          legend={words.onKnown}
          choices={map.onKnownChoices}
          defaultValue={values['onKnown'] || map.onKnown}
        />
        <button className="button" type="submit" name="intent" value="map">
          {words.button}
        </button>
      </DeskForm>
      <ReadAgain map={map} words={words} />
    </>
  )
}

/** For a file that was read as what it is not, or that nobody wants. */
function ReadAgain({ map, words }: Pick<ImportMapProps, 'map' | 'words'>) {
  return (
    <section className="desk-section">
      {map.mayReadAgain ? (
        <>
          <h2>{words.reading}</h2>
          <p className="desk-intro">{words.readingHint}</p>
          <DeskForm className="form-inline">
            <SelectField
              name="encoding"
              label={words.encoding}
              options={map.encodings}
              defaultValue={map.encoding}
            />
            <SelectField
              name="delimiter"
              label={words.delimiter}
              options={map.delimiters}
              defaultValue={map.delimiter}
            />
            <button className="button button-quiet" type="submit" name="intent" value="read">
              {words.readAgain}
            </button>
          </DeskForm>
        </>
      ) : null}
      <DeskForm className="import-actions">
        <button className="button button-quiet button-warns" type="submit" name="intent" value="discard">
          {words.discard}
        </button>
      </DeskForm>
    </section>
  )
}

type MeaningSelectProps = Pick<ImportMapProps, 'map' | 'words'> & {
  column: ImportMapProps['map']['columns'][number]
  value: string
  error: string | undefined
}

function MeaningSelect({ column, map, value, error, words }: MeaningSelectProps) {
  const errorId = `${column.field}-error`
  return (
    <span>
      <select
        className="select"
        name={column.field}
        aria-label={column.label}
        defaultValue={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? errorId : undefined}
      >
        <option value="">{words.leaveOut}</option>
        {map.fields.map((field) => (
          <option key={field.value} value={field.value}>
            {field.label}
          </option>
        ))}
        {map.ownFields.length > 0 ? (
          <optgroup label={words.own}>
            {map.ownFields.map((field) => (
              <option key={field.value} value={field.value}>
                {field.label}
              </option>
            ))}
          </optgroup>
        ) : null}
      </select>
      {error ? (
        <span className="field-error" id={errorId}>
          {error}
        </span>
      ) : null}
    </span>
  )
}
