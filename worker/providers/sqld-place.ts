/** The one place of an sqld of our own: the machine it runs on. */
export const SQLD_PLACE = 'local'
