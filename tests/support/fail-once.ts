/** How a vendor fails: with such an answer instead, or by doing what it was asked while its answer gets lost. */
export type VendorFault = { status: number; body: string } | 'lost'

const refusal = (status: number, error: string): VendorFault => ({
  status,
  body: JSON.stringify({ success: false, errors: [{ code: status, message: error }], error }),
})

/** What every vendor may answer at any time, by its name in a test. */
export const vendorFaults: readonly (readonly [string, VendorFault])[] = [
  ['400', refusal(400, 'bad request')],
  ['409', refusal(409, 'it already exists')],
  ['429', refusal(429, 'rate limit exceeded')],
  ['500', refusal(500, 'internal error')],
  ['a page of HTML', { status: 502, body: '<h1>Bad gateway</h1>' }],
  ['success, and nobody hears it', 'lost'],
]

/** Each request meets the fault the first time it is sent; sent again it is answered. `met` lists them. */
export function failOnce(ask: typeof fetch, fault: VendorFault): { fetch: typeof fetch; met: Set<string> } {
  const met = new Set<string>()
  return {
    met,
    async fetch(input, init) {
      const request = new Request(input, init)
      const name = `${request.method} ${request.url}`
      if (met.has(name)) return ask(request)
      met.add(name)
      if (fault !== 'lost') return new Response(fault.body, { status: fault.status })
      await ask(request)
      throw new TypeError('fetch failed')
    },
  }
}
