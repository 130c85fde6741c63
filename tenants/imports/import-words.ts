// Every word that an import is described in, for those who ask for them: the API and the pages.
export {
  dateOrders,
  importStates,
  importVerdicts as verdicts,
  onKnownChoices,
} from '../../db/tenant/schema/imports.ts'
export { encodings } from './detect-encoding.ts'
export { delimiters } from './read-records.ts'
export { importFields, repeatable, type ImportField } from './import-fields.ts'
export { listPhoneCountries } from './phone-countries.ts'
