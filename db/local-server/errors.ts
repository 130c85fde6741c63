/** One statement, batch or stream request failed; the others in the same HTTP request still run. */
export class StatementError extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/** The whole HTTP request failed; its stream is closed and an open transaction rolled back. */
export class RequestError extends Error {
  readonly status: number
  readonly body: string | object

  constructor(status: number, body: string | object) {
    super(typeof body === 'string' ? body : JSON.stringify(body))
    this.status = status
    this.body = body
  }
}

/** The client broke the Hrana protocol: 400 and plain text, as sqld. */
export function protocolError(message: string): RequestError {
  return new RequestError(400, message)
}

/** Any other refusal: `{"error": …}`, as sqld; `code` is ours and lets a client tell refusals apart. */
export function refusal(status: number, message: string, code?: string): RequestError {
  return new RequestError(status, code === undefined ? { error: message } : { error: message, code })
}

export function namespaceMissing(name: string): RequestError {
  return refusal(404, `Namespace \`${name}\` doesn't exist`)
}
