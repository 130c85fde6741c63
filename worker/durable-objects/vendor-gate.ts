import { DurableObject } from 'cloudflare:workers'
import type { Turn, VendorAnswer } from '../../tenants/messages/gate-port.ts'
import { gatedVendors, vendorRates } from '../../tenants/vendors/vendors.ts'
import { VendorLine, type VendorStatus } from '../../tenants/vendors/vendor-line.ts'

type GateEnv = { RESEND_RATE?: string }

/**
 * The gate before one vendor, an object each, named as in `gatedVendors`: every message of every studio passes it. It keeps
 * nothing: an object that is reset forgets who is waiting, who then ask again, and that the vendor was down, which it
 * notices after a few requests more.
 */
export class VendorGate extends DurableObject<GateEnv> {
  readonly #line = new VendorLine({
    perSecond: this.#rate(),
    now: Date.now,
    random: Math.random,
    later: (run, ms) => void setTimeout(run, ms),
  })

  take(tenantId: string): Promise<Turn> {
    return this.#line.take(tenantId)
  }

  report(tenantId: string, answer: VendorAnswer): void {
    this.#line.report(tenantId, answer)
  }

  status(): VendorStatus {
    return this.#line.status()
  }

  #rate(): number {
    const { name } = this.ctx.id
    const vendor = gatedVendors.find((one) => one === name)
    if (!vendor) throw new Error(`A gate before nobody: ${name}`)
    return (vendor === 'resend' && Number(this.env.RESEND_RATE)) || vendorRates[vendor]
  }
}
