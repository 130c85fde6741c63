import { eq } from 'drizzle-orm'
import { messages } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { sendMail } from '../mail-domain/send-mail.ts'
import { sendToDevices } from '../push/send-to-devices.ts'
import { sendSms } from '../sms/send-sms.ts'
import { ON_ITS_WAY } from './claim-messages.ts'
import type { Letter } from './compose-letter.ts'
import type { MailPort, MailResult } from './mail-port.ts'
import type { PushPort } from './push-port.ts'
import type { SmsPort } from './sms-port.ts'

/** The ways out. What is planned for a channel that has none here is skipped. */
export type Ports = { mail: MailPort; sms?: SmsPort | null; push?: PushPort | null }

/** What became of a letter. `useless`: there is nowhere to send it, whatever the vendor would say. */
export type Outcome =
  | { ok: true; providerId: string | null; segments: number | null }
  | Exclude<MailResult, { ok: true }>
  | { ok: false; kind: 'useless'; reason: string }

type Sending = {
  ports: Ports
  /** Shown later (ms) it would be of no use. */
  expiresAt: number
}

/** Hands a letter to its channel's vendor. Never rejects for a reason of the vendor's. Throws DatabaseError. */
export async function sendLetter(
  ctx: TenantContext,
  letter: Letter,
  { ports, expiresAt }: Sending,
): Promise<Outcome> {
  if (letter.channel === 'email') {
    const result = await sendMail(ctx, ports.mail, letter.mail)
    return result.ok ? { ...result, segments: null } : result
  }
  if (letter.channel === 'sms') return ports.sms ? sendSms(ctx, ports.sms, letter.sms) : noVendor
  if (!ports.push) return noVendor
  const { messageId, clientId, notice } = letter
  await mark(ctx, messageId)
  const result = await sendToDevices(ctx, ports.push, { clientId, notice, expiresAt })
  if (result.ok) return { ok: true, providerId: null, segments: null }
  return result.kind === 'gone'
    ? { ok: false, kind: 'useless', reason: result.reason }
    : { ...result, kind: result.kind }
}

/** Should this process die now, nobody knows whether the push went out: `claim-messages.ts`. */
async function mark({ db }: TenantContext, messageId: string): Promise<void> {
  await db.write([db.orm.update(messages).set({ providerId: ON_ITS_WAY }).where(eq(messages.id, messageId))])
}

const noVendor: Outcome = { ok: false, kind: 'useless', reason: 'no_vendor' }
