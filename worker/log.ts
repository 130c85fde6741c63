type Facts = Record<string, string | number | boolean | undefined>

/**
 * One line of JSON for whoever is on call. Facts are ours to choose and hold no personal data; of a failure we keep what
 * kind it is and where, not the values in it.
 */
export function logFailure(facts: Facts, error: unknown): void {
  // oxlint-disable-next-line no-console
  console.error(JSON.stringify({ level: 'error', at: nowInUtc(), ...facts, failure: describe(error) }))
}

/** The same for what was refused: who was stopped at which door, for whoever looks for an attack (OWASP ASVS 5.0, 16.3). */
export function logRefusal(facts: Facts): void {
  // oxlint-disable-next-line no-console
  console.info(JSON.stringify({ level: 'notice', at: nowInUtc(), event: 'refused', ...facts }))
}

function nowInUtc(): string {
  return new Date().toISOString()
}

function describe(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error }
  const { name, message, stack, cause } = error
  // Drizzle and some vendors put the values of a statement into their messages.
  const isSafe = !message.includes('params:')
  return {
    name,
    ...('kind' in error ? { kind: error.kind } : {}),
    ...('code' in error ? { code: error.code } : {}),
    ...(isSafe ? { message } : {}),
    // Where it was, line by line; a message of several lines stands before that.
    stack: stack
      ?.split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 3)
      .join(' '),
    ...(cause === undefined ? {} : { cause: describe(cause) }),
  }
}
