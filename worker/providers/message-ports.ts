import type { Ports } from '../../tenants/messages/send-letter.ts'
import type { Env } from '../env.ts'
import { makeDevMailbox, makeDevPush, makeDevSms } from './dev-mailbox.ts'
import { makeResendMail } from './resend.ts'
import { twilioTokens } from './twilio-tokens.ts'
import { makeTwilioSms } from './twilio.ts'
import { makeWebPush } from './web-push.ts'

/** Written in by `[define]` in `wrangler.toml`: what hangs on it is not in production's bundle. */
declare const __DEVELOPMENT__: boolean

/**
 * The ways out: each channel's vendor where its keys are set, otherwise the development mailbox. Production has none, so
 * there a channel without keys has no way out; e-mail must have one (`env.ts`).
 */
export function messagePorts(env: Env): Ports {
  const mailbox = __DEVELOPMENT__ ? env.DEV_MAILBOX : undefined
  return {
    mail: resendOf(env) ?? (mailbox ? makeDevMailbox(mailbox, Date.now) : makeResendMail({ apiKey: '' })),
    sms: twilioOf(env) ?? (mailbox ? makeDevSms(mailbox, Date.now) : null),
    push: webPushOf(env) ?? (mailbox ? makeDevPush(mailbox, Date.now) : null),
  }
}

function resendOf({ RESEND_API_KEY: apiKey, RESEND_BASE_URL: baseUrl }: Env) {
  return apiKey === undefined
    ? undefined
    : makeResendMail({ apiKey, ...(baseUrl === undefined ? {} : { baseUrl }) })
}

function twilioOf(env: Env) {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_BASE_URL: baseUrl } = env
  const [authToken] = twilioTokens(env)
  if (accountSid === undefined || authToken === undefined) return undefined
  // From the internet nobody reaches this machine.
  const statusUrl = env.DEV_MAILBOX ? undefined : `https://${env.PLATFORM_HOST}/webhooks/twilio`
  return makeTwilioSms({ accountSid, authToken, baseUrl, statusUrl })
}

function webPushOf(env: Env) {
  const { VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey, VAPID_SUBJECT: subject } = env
  if (publicKey === undefined || privateKey === undefined) return undefined
  return makeWebPush({ publicKey, privateKey, subject: subject ?? `mailto:${env.MAIL_FROM}` })
}
