/** What one attempt sends: a POST whose body is JSON. */
export type WebhookRequest = { url: URL; headers: Record<string, string>; body: string }

/** What came of it. Of an answer nothing but its status is known to anybody. */
export type WebhookResult = { status: number | null; reason: WebhookFailure | null }

/** `refused`: a status that is not 2xx; `redirect`: it points elsewhere, where nobody goes. */
export type WebhookFailure = 'refused' | 'redirect' | 'gone' | 'time_out' | 'unreachable'

export type WebhookPort = {
  /** Sends it, waits ten seconds at most and follows nothing. Never rejects. */
  send: (request: WebhookRequest) => Promise<WebhookResult>
}
