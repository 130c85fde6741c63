import type { Registry } from '../../db/registry/open-registry.ts'
import { PLATFORM_TENANT_ID } from '../../tenants/access/access-context.ts'
import type { SigningKeys } from '../../tenants/access/signing-keys.ts'
import { claimSmsNumber } from '../../tenants/fleet/claim-sms-number.ts'
import { holdSmsSender } from '../../tenants/fleet/hold-sms-sender.ts'
import { releaseSmsSender } from '../../tenants/fleet/release-sms-sender.ts'
import { hashPhone } from '../../tenants/sms/hash-phone.ts'
import { dayOf, NUMBER_CAP_EVERYWHERE } from '../../tenants/sms/sms-caps.ts'
import type { SmsNumbersPort } from '../../tenants/sms/sms-numbers-port.ts'

type Options = {
  registry: () => Registry
  keys: SigningKeys
  tenantId: string
  isLocal?: boolean
  now?: () => number
}

/** Senders and numbers over all studios, in the registry, which sees hashes of numbers only. */
export function makeSmsNumbers(options: Options): SmsNumbersPort {
  const { registry, keys, tenantId, isLocal = false, now = Date.now } = options
  return {
    isLocal,
    async claim(phone) {
      const phoneHash = await hashPhone(keys, PLATFORM_TENANT_ID, phone)
      return claimSmsNumber(registry(), { phoneHash, dayOn: dayOf(now()), cap: NUMBER_CAP_EVERYWHERE })
    },
    hold: (sender) => holdSmsSender(registry(), { sender, tenantId, now: now() }),
    release: (sender) => releaseSmsSender(registry(), { sender, tenantId }),
  }
}
