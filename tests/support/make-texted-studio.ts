import { sql } from 'drizzle-orm'
import { clients, consents, messageSettings, notificationRules } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../../tenants/context.ts'
import { replanReminders } from '../../tenants/messages/insert-reminders.ts'
import type { Ports } from '../../tenants/messages/send-letter.ts'
import { sendDueMessages, type Sending } from '../../tenants/messages/send-due-messages.ts'
import { makePhones } from '../fakes/phones.ts'
import { makeBooking } from './make-booking.ts'
import { MAIL_FROM, makeOutbox } from './make-outbox.ts'
import type { TenantOptions } from './make-tenant.ts'

export const ELENAS_PHONE = '+359888123456'

type Options = TenantOptions & {
  /** How many minutes before the start text messages remind. */
  leads?: number[]
  startsAt?: number
}

/** A studio that reminds by text message alone, and Elena's booking, who agreed to those. Her confirmation has been sent. */
export async function makeTextedStudio({ leads = [60], startsAt, ...options }: Options = {}) {
  const outbox = await makeOutbox(options)
  const { studio, mailbox } = outbox
  const { db } = studio.ctx
  const phones = makePhones(studio.clock.now)
  const booking = await makeBooking(studio, {
    ...(startsAt === undefined ? {} : { startsAt }),
    contactPhone: ELENAS_PHONE,
  })
  await outbox.send()
  const [remove, add] = replanReminders({ where: sql`true`, now: studio.clock.now() })
  await db.write([
    db.orm.update(messageSettings).set({ smsSender: 'IronWorks', smsState: 'approved' }),
    db.orm.update(clients).set({ phone: ELENAS_PHONE }),
    db.orm.delete(notificationRules),
    db.orm.insert(notificationRules).values(
      leads.map((leadMinutes) => ({
        id: `nrl_sms_${leadMinutes}`,
        kind: 'reminder' as const,
        channel: 'sms' as const,
        leadMinutes,
        createdAt: 0,
      })),
    ),
    db.orm.insert(consents).values({
      id: 'con_elena',
      clientId: booking.clientId,
      kind: 'sms',
      isGiven: true,
      text: 'Yes, please.',
      version: '1',
      at: 0,
      source: 'booking',
      actor: 'client',
      phone: ELENAS_PHONE,
    }),
    db.orm.run(remove),
    db.orm.run(add),
  ])
  const ports: Ports = { mail: mailbox.port, sms: phones.port }
  return {
    ...outbox,
    booking,
    phones,
    send: ({ ctx = studio.makeContext(), ...changes }: Partial<Sending> & { ctx?: TenantContext } = {}) =>
      sendDueMessages(ctx, { ...ports, mailFrom: MAIL_FROM, ...changes }),
  }
}
