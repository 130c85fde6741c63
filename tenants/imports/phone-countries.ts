import { getCountries } from 'libphonenumber-js/min'

/** The countries whose numbers are known (ISO 3166). */
export const listPhoneCountries = (): string[] => getCountries()
