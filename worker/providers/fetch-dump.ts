import { DatabaseHostError } from '../../tenants/fleet/database-host.ts'

/** For the answer to begin; how long the text itself takes is up to whoever reads it. */
const TIMEOUT_MS = 15_000

/** `GET /dump`, which Turso's and sqld's databases answer alike. @throws DatabaseHostError */
export async function fetchDump(
  api: { fetch: typeof fetch },
  { url, token }: { url: string; token: string },
): Promise<ReadableStream<Uint8Array>> {
  const path = new URL('dump', url.endsWith('/') ? url : `${url}/`)
  // Given up only while nothing has come: a signal that fires later would cut the text off.
  const deadline = new AbortController()
  const timer = setTimeout(() => deadline.abort(), TIMEOUT_MS)
  const response = await api
    .fetch(path, {
      headers: token === '' ? {} : { authorization: `Bearer ${token}` },
      // Elsewhere nobody is to be shown the token.
      redirect: 'manual',
      signal: deadline.signal,
    })
    .catch((cause: unknown) => {
      throw new DatabaseHostError(`GET ${path.pathname} got no answer`, { cause })
    })
    .finally(() => clearTimeout(timer))
  if (response.status === 200 && response.body) return response.body
  await response.body?.cancel()
  throw new DatabaseHostError(`GET ${path.pathname}: ${response.status}`, { status: response.status })
}
