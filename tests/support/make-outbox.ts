import { messages, type MessageRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../../tenants/context.ts'
import { sendDueMessages, type SendReport } from '../../tenants/messages/send-due-messages.ts'
import { makeMailbox, type Mailbox } from '../fakes/mailbox.ts'
import { makeTenant, type TenantOptions, type TestTenant } from './make-tenant.ts'

/** A studio whose mail goes into a mailbox. */
export type TestOutbox = {
  studio: TestTenant
  mailbox: Mailbox
  /** Sends what is due, in a context of its own unless one is given. */
  send: (changes?: { ctx?: TenantContext; limit?: number; mail?: Mailbox['port'] }) => Promise<SendReport>
  /** The outbox as it is, in the order of `plannedAt`. */
  readMessages: (kind?: MessageRow['kind']) => Promise<MessageRow[]>
}

export const MAIL_FROM = 'bookings@mail.example.test'

export async function makeOutbox(options?: TenantOptions): Promise<TestOutbox> {
  const studio = await makeTenant(options)
  const mailbox = makeMailbox()
  const { db } = studio.ctx
  return {
    studio,
    mailbox,
    send: ({ ctx = studio.makeContext(), ...changes } = {}) =>
      sendDueMessages(ctx, { mail: mailbox.port, mailFrom: MAIL_FROM, ...changes }),
    readMessages: async (kind) => {
      const [rows] = await db.read([db.orm.select().from(messages).orderBy(messages.plannedAt, messages.id)])
      return rows.filter((row) => kind === undefined || row.kind === kind)
    },
  }
}

/** Sends whenever the last report said so, until the clock would pass `until`. Gives the times it did. */
export async function followReports(
  { clock }: TestTenant,
  { send, until }: { send: () => Promise<SendReport>; until: number },
): Promise<number[]> {
  const times = [clock.now()]
  let { nextDueAt } = await send()
  while (nextDueAt !== null && nextDueAt <= until) {
    clock.set(Math.max(nextDueAt, clock.now()))
    times.push(clock.now())
    ;({ nextDueAt } = await send())
  }
  return times
}
