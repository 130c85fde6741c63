/** What a column of a file can be, besides a field of the studio's own. */
export const importFields = [
  'first_name',
  'last_name',
  'full_name',
  'email',
  'phone',
  'born_on',
  'created_on',
  'locale',
  'tags',
  'notes',
  'news',
] as const
export type ImportField = (typeof importFields)[number]

/** A field of the studio's own, by its id. */
export type OwnField = `field:${string}`
/** What a column is; null: it is left out. */
export type ColumnMeaning = ImportField | OwnField | null

/** Of these there may be several columns: all of them are taken. */
export const repeatable = new Set<string>(['tags', 'notes'] satisfies ImportField[])

export const isImportField = (name: string): name is ImportField =>
  (importFields as readonly string[]).includes(name)

export const ownFieldId = (meaning: ColumnMeaning): string | null =>
  meaning?.startsWith('field:') ? meaning.slice('field:'.length) : null
