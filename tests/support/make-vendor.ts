import type { Turn } from '../../tenants/messages/gate-port.ts'
import { VendorLine } from '../../tenants/vendors/vendor-line.ts'

type Refused = Exclude<Turn, { ok: true }>

/** The line before a vendor, on a clock that moves only by `run`. */
export function makeVendor({ perSecond }: { perSecond: number }) {
  const clock = { now: 0 }
  const timers: { at: number; run: () => void }[] = []
  let dice = 0
  const line = new VendorLine({
    perSecond,
    now: () => clock.now,
    // Even, and the same in every run.
    random: () => (dice = (dice + 0.37) % 1),
    later: (run, ms) => void timers.push({ at: clock.now + ms, run }),
  })
  const sent: { tenantId: string; at: number }[] = []
  const refused: Refused[] = []
  const settled = () => new Promise((resolve) => setImmediate(resolve))
  return {
    line,
    clock,
    /** Whose turn it was, and when. */
    sent,
    take: (tenantId: string) =>
      void line.take(tenantId).then((turn) => {
        if (turn.ok) sent.push({ tenantId, at: clock.now })
        else refused.push(turn)
      }),
    /** Whoever was sent away so far. */
    turns: async () => {
      await settled()
      return refused
    },
    run: async (ms: number) => {
      const until = clock.now + ms
      await settled()
      for (;;) {
        const next = timers.toSorted((a, b) => a.at - b.at)[0]
        if (!next || next.at > until) break
        timers.splice(timers.indexOf(next), 1)
        clock.now = next.at
        next.run()
        await settled()
      }
      clock.now = until
    },
  }
}
