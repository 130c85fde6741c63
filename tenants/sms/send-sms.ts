import type { TenantContext } from '../context.ts'
import type { Sms, SmsPort, SmsResult } from '../messages/sms-port.ts'
import { stopNumber } from './stop-number.ts'

/** What Twilio says of whoever told it, and maybe not us, that they want no more. */
const OPTED_OUT = 21610

/** Hands a text message to the vendor. Who opted out there is written to no more. Throws DatabaseError. */
export async function sendSms(ctx: TenantContext, port: SmsPort, sms: Sms): Promise<SmsResult> {
  const result = await port.send(sms)
  if (!result.ok && result.code === OPTED_OUT) await ctx.db.write([stopNumber(ctx, sms.to)])
  return result
}
