/** A failure without the values in it: what kind it is, and where in the code. */
export type Described = { name: string; message?: string; stack?: string; cause?: Described } & Record<
  string,
  unknown
>

/** What an address of a mailbox and a telephone's number look like, wherever somebody quotes one, in a URL or not. */
const PERSONAL = /[\w.+-]+(@|%40)[\w-]+(\.[\w-]+)+|(\+|%2b)\d{7,15}\b/gi

/** A failure and what caused it, for a log that holds nothing about people. */
export function describeFailure(error: unknown): Described {
  if (!(error instanceof Error)) return { name: typeof error }
  const { name, message, stack, cause } = error
  // Where it was, line by line; a message of several lines stands before that.
  const places = stack?.split('\n').filter((line) => /^\s+at /.test(line))
  return {
    name,
    ...('kind' in error ? { kind: error.kind } : {}),
    ...('code' in error ? { code: error.code } : {}),
    ...(quotesValues(error) ? {} : { message: withoutPeople(message) }),
    ...(places === undefined ? {} : { stack: places.slice(0, 3).join(' ') }),
    ...(cause === undefined ? {} : { cause: describeFailure(cause) }),
  }
}

/** A text that others wrote, a path or a vendor's words, without addresses and numbers. */
export function withoutPeople(text: string): string {
  return text.replace(PERSONAL, '…')
}

/** Drizzle puts the values of a statement into its messages, engines the text that is no JSON. */
function quotesValues({ name, message }: Error): boolean {
  return message.includes('params:') || name === 'SyntaxError'
}
