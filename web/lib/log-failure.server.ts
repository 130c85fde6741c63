/** One line of JSON for whoever is on call: what kind of failure it was, where, in which request. No values. */
export function logFailure(code: string, requestId: string, error: unknown): void {
  const { name, message, stack } = error instanceof Error ? error : new Error(typeof error)
  const where = stack?.split('\n').slice(1, 4).join(' ')
  // Drizzle puts the values of a statement into its messages.
  const failure = { name, where, ...(message.includes('params:') ? {} : { message }) }
  // oxlint-disable-next-line no-console
  console.error(JSON.stringify({ level: 'error', event: 'page_failed', code, requestId, failure }))
}
