/** What came back, whatever its status; `json` is undefined for what is none, or too long to be meant. */
export type JsonAnswer = { status: number; headers: Headers; json: unknown }

type Limits = { fetch: typeof fetch; timeoutMs: number; maxBytes: number }

/**
 * Asks somebody whose answer is JSON, and is believed neither to come nor to be short.
 *
 * @throws when there is no whole answer in time.
 */
export async function fetchJson(url: URL, init: RequestInit, limits: Limits): Promise<JsonAnswer> {
  const response = await limits.fetch(url, {
    ...init,
    // Elsewhere nobody is to be shown what was sent.
    redirect: 'manual',
    signal: AbortSignal.timeout(limits.timeoutMs),
  })
  const text = await readAtMost(response.body, limits.maxBytes)
  const { status, headers } = response
  return { status, headers, json: text === null ? undefined : parseJson(text) }
}

/** Null for more than that: the rest is not waited for. */
async function readAtMost(body: ReadableStream<Uint8Array> | null, maxBytes: number): Promise<string | null> {
  if (!body) return ''
  const decoder = new TextDecoder()
  const reader = body.getReader()
  let [text, bytes] = ['', 0]
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    bytes += value.length
    if (bytes > maxBytes) {
      void reader.cancel().catch(() => {})
      return null
    }
    text += decoder.decode(value, { stream: true })
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
