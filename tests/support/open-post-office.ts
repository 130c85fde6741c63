import webPush from 'web-push'
import type { MessageChannel } from '../../db/tenant/schema/index.ts'
import type { Ports } from '../../tenants/messages/send-letter.ts'
import { makeResendMail } from '../../worker/providers/resend.ts'
import { makeTwilioSms } from '../../worker/providers/twilio.ts'
import { makeWebPush } from '../../worker/providers/web-push.ts'
import { makePushServer, type PushServer } from '../fakes/push-server.ts'
import { startResendServer, type ResendServer, type Trouble } from '../fakes/resend-server.ts'
import { startTwilioServer, type TwilioServer, type TwilioTrouble } from '../fakes/twilio-server.ts'
import type { Dice } from './make-dice.ts'

/** Stand-ins of all vendors, and the ways to them that the product has. */
export type PostOffice = {
  ports: Required<Ports>
  resend: ResendServer
  twilio: TwilioServer
  push: PushServer
  /** What a browser would give of a device that we may write to. */
  subscribe: () => ReturnType<PushServer['subscribe']>
  /** Lets the next request to that vendor go wrong: refused, cut off, before or after it was accepted. */
  trouble: (channel: MessageChannel, dice: Dice) => void
  close: () => Promise<void>
}

/** How long the push services are waited for, which are no servers: whatever they answer is there at once. */
const PUSH_TIMEOUT_MS = 50

/** Mail and text messages go by `fetch`: with `impatientFetch` in its place what hangs costs nothing. */
export async function openPostOffice(now: () => number): Promise<PostOffice> {
  const vapid = { subject: 'mailto:operator@example.test', ...webPush.generateVAPIDKeys() }
  const resend = await startResendServer({ now })
  const twilio = await startTwilioServer({ now })
  const push = makePushServer()
  const { accountSid, authToken } = twilio
  return {
    ports: {
      mail: makeResendMail({ apiKey: 're_test', baseUrl: resend.url }),
      sms: makeTwilioSms({
        accountSid,
        authToken,
        baseUrl: twilio.url,
        statusUrl: 'https://platform.example.test/webhooks/twilio',
      }),
      push: makeWebPush({ ...vapid, fetch: push.fetch, timeoutMs: PUSH_TIMEOUT_MS, now }),
    },
    resend,
    twilio,
    push,
    subscribe: () => push.subscribe(vapid.publicKey),
    trouble: (channel, dice) => {
      if (channel === 'email') resend.plan(dice.pick(mailTroubles))
      else if (channel === 'sms') twilio.plan(dice.pick(smsTroubles))
      else push.plan(dice.pick<Response | 'hang' | 'accept and hang'>([busy(), 'hang', 'accept and hang']))
    },
    close: async () => {
      await Promise.all([resend.close(), twilio.close()])
    },
  }
}

const busy = () => new Response(null, { status: 429 })

const mailTroubles: [Trouble, ...Trouble[]] = [
  { status: 429, name: 'rate_limit_exceeded', retryAfterSeconds: 90 },
  { status: 500, name: 'internal_server_error' },
  { status: 503, body: '<html>' },
  'hang',
  'accept and hang',
  'accept and cut',
  'accept and answer garbage',
]

const smsTroubles: [TwilioTrouble, ...TwilioTrouble[]] = [
  { code: 20429, retryAfterSeconds: 90 },
  { code: 20500 },
  { status: 503, body: '<html>' },
  'hang',
  'cut',
  'accept and hang',
  'accept and cut',
  'accept and answer 500',
  'accept and answer garbage',
]
