import type { Import } from '../../../tenants/imports/find-import.ts'
import { getImportSheet } from '../../../tenants/imports/get-import-sheet.ts'
import {
  dateOrders,
  delimiters,
  encodings,
  importFields,
  listPhoneCountries,
  onKnownChoices,
} from '../../../tenants/imports/import-words.ts'
import { mapImport } from '../../../tenants/imports/map-import.ts'
import { rereadImport } from '../../../tenants/imports/reread-import.ts'
import type { Desk } from '../../lib/desk.server.ts'
import type { CarriedOut, FormAnswer } from '../../lib/form-answer.server.ts'
import type { SentForm } from '../../lib/read-form.server.ts'
import { mend } from './mend.server.ts'

const MOST_COLUMNS = 200

/** The form that says what each column is, with what we guess. */
export async function mapView(desk: Desk, found: Import) {
  const { say, text, words, format } = desk
  const said = words('imports')
  const { vendor, columns, ownFields } = await getImportSheet(desk.ctx, found)
  const region = new Intl.DisplayNames([format.tag], { type: 'region' })
  const options = <Value extends string>(values: readonly Value[], labels: Record<Value, string>) =>
    values.map((value) => ({ value, label: labels[value] }))
  return {
    guess: vendor ? say('say.importGuess', { vendor: said.vendors[vendor] }) : '',
    columns: columns.map(({ name, samples }, index) => ({
      field: `column.${index}`,
      name: found.columns[index]?.trim() ? name : say('say.importColumn', { number: index + 1 }),
      label: say('say.importMeaning', { column: name }),
      samples: samples.join(' · '),
      meaning: found.mapping[index] ?? '',
    })),
    fields: options(importFields, said.map.fields),
    ownFields: ownFields.map(({ id, label }) => ({ value: `field:${id}`, label: text(label) })),
    dateOrder: found.dateOrder ?? 'dmy',
    dateOrders: options(dateOrders, said.map.dateOrders),
    country: found.country ?? '',
    countries: listPhoneCountries()
      .map((value) => ({ value, label: region.of(value) ?? value }))
      .toSorted((a, b) => a.label.localeCompare(b.label, format.tag)),
    onKnown: found.onKnown,
    onKnownChoices: onKnownChoices.map((value) => ({
      value,
      label: said.map.onKnownChoices[value],
      text: said.map.onKnownHints[value],
    })),
    // As long as the file is kept.
    mayReadAgain: found.storageKey !== '',
    encoding: found.encoding ?? 'utf-8',
    encodings: options(encodings, said.map.encodings),
    // A tab is no value that a form keeps.
    delimiter: nameOfDelimiter(found.delimiter ?? ','),
    delimiters: delimiters.map((value) => ({
      value: nameOfDelimiter(value),
      label: said.map.delimiters[value],
    })),
  }
}

const nameOfDelimiter = (delimiter: string) => (delimiter === '\t' ? 'tab' : delimiter)

/** Takes what was said of the columns; what is wrong is told beside its column. */
export async function mapAnswer(desk: Desk, importId: string, form: SentForm): Promise<FormAnswer> {
  const said = desk.words('imports').map.errors
  const names = Array.from({ length: MOST_COLUMNS }, (_, index) => `column.${index}`)
  const length = names.findLastIndex((name) => form.text(name) !== '') + 1
  const mapping = names.slice(0, length).map((name) => form.text(name) || null)
  const faults = mapping.flatMap((_, index) => [
    [`mapping.${index}.twice`, said.twice],
    [`mapping.${index}`, said.invalid],
  ])
  const errors = { ...Object.fromEntries(faults), mapping: said.no_name, conflict: said.again }
  const values = Object.fromEntries(
    [...names.slice(0, length), 'dateOrder', 'country', 'onKnown'].map((name) => [name, form.text(name)]),
  )
  return mend(desk, { errors, values }, async (): Promise<CarriedOut> => {
    await mapImport(desk.ctx, {
      importId,
      mapping,
      // What is none of them is for the verb to refuse.
      dateOrder: form.text('dateOrder') as 'dmy',
      country: form.text('country') || null,
      onKnown: form.text('onKnown') as 'skip',
    })
    return { location: `/admin/imports/${importId}` }
  })
}

/** Has the file read once more, as somebody says it is written. */
export async function readAgainAnswer(desk: Desk, importId: string, form: SentForm): Promise<void> {
  const delimiter = form.text('delimiter')
  await rereadImport(desk.ctx, {
    importId,
    encoding: encodings.find((one) => one === form.text('encoding')),
    delimiter: delimiters.find((one) => nameOfDelimiter(one) === delimiter),
  })
}
