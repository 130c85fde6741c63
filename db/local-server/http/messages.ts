import type { IncomingMessage, ServerResponse } from 'node:http'

import { refusal, RequestError } from '../errors.ts'

/** The path as it was sent, without the query. */
export function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?', 1)[0] ?? '/'
}

/** Without tokens any web page could otherwise have its visitors' browsers write to a server on their machine. */
export function refuseBrowsers(request: IncomingMessage): void {
  if (request.headers.origin !== undefined) throw refusal(403, 'This server does not answer web pages')
}

/** Throws RequestError 413 for a body beyond the limit. */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    // An IncomingMessage without an encoding yields buffers.
    const bytes = chunk as Buffer
    size += bytes.length
    if (size > limitBytes) throw refusal(413, `Request body is larger than ${limitBytes} bytes`)
    chunks.push(bytes)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Strings go out as plain text, objects as JSON. */
export function send(response: ServerResponse, status: number, body: string | object): void {
  const isText = typeof body === 'string'
  const bytes = Buffer.from(isText ? body : JSON.stringify(body))
  response.writeHead(status, {
    'content-type': isText ? 'text/plain' : 'application/json',
    'content-length': bytes.length,
  })
  response.end(bytes)
}

/** Answers with the error. One that is no RequestError is a bug of ours or a broken disk: 500 and a line in the log. */
export function sendError(response: ServerResponse, error: unknown, log: (line: string) => void): void {
  const isExpected = error instanceof RequestError
  // A client that hangs up in the middle of its request is nobody's failure.
  if (!isExpected && response.req.complete)
    log(error instanceof Error ? (error.stack ?? error.message) : String(error))
  if (response.headersSent) {
    response.destroy()
    return
  }
  // The rest of a body nobody will read would otherwise be taken for the next request.
  if (!response.req.complete) response.setHeader('connection', 'close')
  send(response, isExpected ? error.status : 500, isExpected ? error.body : { error: 'Internal Error' })
}
