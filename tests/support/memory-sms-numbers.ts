import { NUMBER_CAP_EVERYWHERE } from '../../tenants/sms/sms-caps.ts'
import type { SmsNumbersPort } from '../../tenants/sms/sms-numbers-port.ts'

type Shared = { senders: Map<string, string>; counts: Map<string, number> }

/** Senders and numbers as long as the test lasts; studios of one test may share them. */
export function makeMemorySmsNumbers(
  tenantId: string,
  { senders, counts }: Shared = { senders: new Map(), counts: new Map() },
): SmsNumbersPort {
  return {
    isLocal: false,
    async claim(phone) {
      const count = (counts.get(phone) ?? 0) + 1
      if (count > NUMBER_CAP_EVERYWHERE) return false
      counts.set(phone, count)
      return true
    },
    async hold(sender) {
      if (!senders.has(sender)) senders.set(sender, tenantId)
      return senders.get(sender) === tenantId
    },
    async release(sender) {
      if (senders.get(sender) === tenantId) senders.delete(sender)
    },
  }
}
