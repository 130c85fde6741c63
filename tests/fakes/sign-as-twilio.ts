import { createHmac } from 'node:crypto'

type Signed = { form: Record<string, string>; authToken: string }

/**
 * A request as Twilio makes it: a form, and in `X-Twilio-Signature` an HMAC-SHA1 of the address and of the form's names and
 * values in the order of the names (twilio.com/docs/usage/security).
 */
export function signAsTwilio(url: string, { form, authToken }: Signed): Request {
  const said = Object.entries(form)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => name + value)
  const signature = createHmac('sha1', authToken)
    .update([url, ...said].join(''))
    .digest('base64')
  return new Request(url, {
    method: 'POST',
    headers: { 'X-Twilio-Signature': signature },
    body: new URLSearchParams(form),
  })
}
