type SnakeKey<Key> = Key extends `${infer Head}${infer Tail}`
  ? `${Head extends Lowercase<Head> ? Head : `_${Lowercase<Head>}`}${SnakeKey<Tail>}`
  : Key

type CamelKey<Key> = Key extends `${infer Head}_${infer Tail}` ? `${Head}${Capitalize<CamelKey<Tail>>}` : Key

/** The same value in the API's words: every key in snake case, however deep. */
export type Snake<Value> = Value extends readonly (infer Item)[]
  ? Snake<Item>[]
  : Value extends object
    ? { [Key in keyof Value as SnakeKey<Key>]: Snake<Value[Key]> }
    : Value

/** The same value in our words: every key in camel case, however deep. */
export type Camel<Value> = Value extends readonly (infer Item)[]
  ? Camel<Item>[]
  : Value extends object
    ? { [Key in keyof Value as CamelKey<Key>]: Camel<Value[Key]> }
    : Value

export function toSnake<Value>(value: Value): Snake<Value> {
  // The type says what `rename` does.
  return rename(value, (key) =>
    key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  ) as Snake<Value>
}

export function toCamel<Value>(value: Value): Camel<Value> {
  // As above.
  return rename(value, (key) =>
    key.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
  ) as Camel<Value>
}

function rename(value: unknown, name: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => rename(item, name))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [name(key), rename(inner, name)]))
}
