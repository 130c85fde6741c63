import type { IncomingMessage, ServerResponse } from 'node:http'

/** Between a stand-in and `impatientFetch`: whoever sends it is told of silence, and of nothing else. */
const HEADER = 'x-stand-in-silence'

/** The real one, also where a test puts `impatientFetch` in its place. */
const ask = globalThis.fetch

/**
 * `fetch` for whoever is not to wait: where a stand-in would leave a request hanging it fails at once, as a time-out does.
 * So no test needs a time-out so short that an answer which is only slow meets it, too.
 */
export const impatientFetch: typeof fetch = async (input, init) => {
  const request = new Request(input, init)
  request.headers.set(HEADER, 'tell')
  const answer = await ask(request)
  if (answer.headers.has(HEADER)) {
    await answer.body?.cancel()
    throw new DOMException('The operation was aborted due to timeout', 'TimeoutError')
  }
  return answer
}

/** Never answers, as far as the product can tell. */
export function staySilent(request: IncomingMessage, response: ServerResponse): void {
  if (request.headers[HEADER] === undefined) return
  response.writeHead(200, { [HEADER]: 'silent' }).end()
}
