import twilio from 'twilio'
import { expect, test } from 'vitest'
import { signAsTwilio } from '../../tests/fakes/sign-as-twilio.ts'
import { isTwilioSigned } from './is-twilio-signed.ts'

const TOKEN = '12345'
const URLS = [
  'https://platform.example.test/webhooks/twilio?tenant=ten_1&message=msg_2',
  'https://platform.example.test:8443/webhooks/twilio',
  'http://platform.example.test/webhooks/twilio?a=%D0%B6&b=',
]
const FORMS: Record<string, string>[] = [
  { MessageSid: 'SM1', MessageStatus: 'delivered', To: '+359888123456' },
  { Body: 'Ако може & <утре> 😀\r\n', 'a b': '=&+%', Z: '', aa: '1', a: '2', A: '3', _: '4' },
]

test('knows the example of Twilio’s documentation', async () => {
  const form = new URLSearchParams({
    CallSid: 'CA1234567890ABCDE',
    Caller: '+12349013030',
    Digits: '1234',
    From: '+12349013030',
    To: '+18005551212',
  })
  const url = 'https://mycompany.com/myapp.php?foo=1&bar=2'
  const signature = '0/KCTR6DLpKmkAf8muzZqo1nDgQ='
  expect(await isTwilioSigned({ url, form, signature }, TOKEN)).toBe(true)
  expect(await isTwilioSigned({ url, form, signature: signature.toLowerCase() }, TOKEN)).toBe(false)
})

test.each(URLS.flatMap((url) => FORMS.map((form) => [url, form] as const)))(
  'agrees with the vendor’s package in both directions about %s and %j',
  async (url, form) => {
    const theirs = twilio.getExpectedTwilioSignature(TOKEN, url, form)
    const ours = signAsTwilio(url, { form, authToken: TOKEN }).headers.get('x-twilio-signature') ?? ''

    expect(twilio.validateRequest(TOKEN, ours, url, form)).toBe(true)
    const signed = { url, form: new URLSearchParams(form), signature: theirs }
    expect(await isTwilioSigned(signed, TOKEN)).toBe(true)
    expect(await isTwilioSigned(signed, 'another')).toBe(false)
    const forged = { ...signed, form: new URLSearchParams({ ...form, To: '+1' }) }
    expect(await isTwilioSigned(forged, TOKEN)).toBe(false)
  },
)

test('reads a name that comes twice as the vendor’s package does', async () => {
  const form = { MediaUrl: ['b', 'a', 'b'], From: '+1' }
  const [url] = URLS
  const signature = twilio.getExpectedTwilioSignature(TOKEN, url ?? '', form)
  const raw = new URLSearchParams('MediaUrl=b&From=%2B1&MediaUrl=a&MediaUrl=b')
  expect(await isTwilioSigned({ url: url ?? '', form: raw, signature }, TOKEN)).toBe(true)
})
