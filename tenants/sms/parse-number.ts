/**
 * Takes a number apart by all that is known of it, its kind as well. A file of its own because loading the package when it is
 * first needed would load all of it.
 */
export { parsePhoneNumberFromString } from 'libphonenumber-js/max'
