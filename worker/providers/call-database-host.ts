import { z } from 'zod'
import { DatabaseHostError } from '../../tenants/fleet/database-host.ts'

const TIMEOUT_MS = 15_000

/** workerd refuses to call its own as a method of anything else. */
export const globalFetch: typeof fetch = (input, init) => fetch(input, init)

type Call = {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  url: string
  body?: unknown
  /** A refusal with this text is an answer too. */
  acceptRefusal?: RegExp
}

const refusal = z.object({ error: z.string() })

/**
 * One call to the API of a host of databases: Turso's and sqld's both answer `{"error": "…"}` when they refuse.
 *
 * @throws DatabaseHostError when there is no answer in time, or one that was not asked for.
 */
export async function callDatabaseHost(
  api: { fetch: typeof fetch; authorization: string | undefined },
  call: Call,
): Promise<{ isRefused: boolean; json: unknown }> {
  const { status, text } = await send(api, call).catch((cause: unknown) => {
    throw new DatabaseHostError(`${call.method} ${new URL(call.url).pathname} got no answer`, { cause })
  })
  const json = parseJson(text)
  if (status >= 200 && status < 300) return { isRefused: false, json }
  const why = refusal.safeParse(json).data?.error
  if (why !== undefined && call.acceptRefusal?.test(why)) return { isRefused: true, json }
  throw new DatabaseHostError(
    `${call.method} ${new URL(call.url).pathname}: ${status} ${why ?? text.slice(0, 200)}`,
    { status },
  )
}

async function send(
  api: { fetch: typeof fetch; authorization: string | undefined },
  { method, url, body }: Call,
) {
  const response = await api.fetch(url, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(api.authorization === undefined ? {} : { authorization: api.authorization }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    // Elsewhere nobody is to be shown the token.
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  return { status: response.status, text: await response.text() }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
