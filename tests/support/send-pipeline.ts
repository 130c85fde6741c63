import { expect } from 'vitest'

/** What the server promises for a 200. */
export interface Answer {
  baton: string | null
  results: { type: string; response?: Record<string, unknown>; error?: { code: string; message: string } }[]
}

export async function post(url: string, path: string, body: unknown): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return fetch(new URL(path, url), { method: 'POST', body: text })
}

/** Sends a pipeline that must be accepted. */
export async function sendPipeline(
  url: string,
  requests: object[],
  baton: string | null = null,
): Promise<Answer> {
  const response = await post(url, 'v3/pipeline', { baton, requests })
  expect(response.status).toBe(200)
  // Its status was 200.
  return (await response.json()) as Answer
}

export const execute = (sql: string): object => ({ type: 'execute', stmt: { sql } })
export const close = { type: 'close' }
