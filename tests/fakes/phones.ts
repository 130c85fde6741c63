import type { KnownSms, Sms, SmsPort, SmsResult } from '../../tenants/messages/sms-port.ts'

export type Phones = {
  port: SmsPort
  /** What was accepted, again and again if it came again: there is no key. */
  received: Sms[]
  /** The vendor's list begins anew. */
  forget: () => void
  /** The next text messages meet these, one each; `lost` is accepted, but the answer never comes. */
  plan: (...results: (SmsResult | 'lost')[]) => void
  /** What the vendor's list has besides, or that it does not answer. */
  list: { others: KnownSms[]; isDown: boolean; asked: number }
}

const lost: SmsResult = { ok: false, kind: 'unknown', reason: 'time-out' }

/** Keeps text messages in memory; like the vendor it sends whatever it is handed, and has a list of it. */
export function makePhones(now: () => number): Phones {
  const received: Sms[] = []
  const known: KnownSms[] = []
  const planned: (SmsResult | 'lost')[] = []
  const list: Phones['list'] = { others: [], isDown: false, asked: 0 }
  return {
    received,
    forget: () => void (known.length = 0),
    plan: (...results) => void planned.push(...results),
    list,
    port: {
      send: async (sms) => {
        const result = planned.shift()
        if (result !== undefined && result !== 'lost') return result
        received.push(sms)
        const providerId = `SM${received.length}`
        known.unshift({
          providerId,
          to: sms.to,
          from: sms.from,
          body: sms.body,
          status: 'sent',
          segments: 1,
          createdAt: now(),
        })
        return result === 'lost' ? lost : { ok: true, providerId, segments: 1 }
      },
      find: async ({ to, from, since }) => {
        list.asked += 1
        if (list.isDown) return null
        return [...known, ...list.others].filter(
          (one) => one.to === to && one.from === (from ?? one.from) && one.createdAt >= since,
        )
      },
    },
  }
}
