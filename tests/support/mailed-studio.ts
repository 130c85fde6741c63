import { policies, policyVersions, type PolicyRules } from '../../db/tenant/schema/index.ts'
import type { Mail } from '../../tenants/messages/mail-port.ts'
import { sendDueMessages } from '../../tenants/messages/send-due-messages.ts'
import type { Locale } from '../../tenants/studio/get-catalogue.ts'
import { runDueTasks } from '../../tenants/tasks/run-due-tasks.ts'
import { makeMailbox } from '../fakes/mailbox.ts'
import { makeClassStudio, type ClassStudio } from './make-class-studio.ts'
import { makePolicyRules } from './make-policy-rules.ts'

export type MailedStudio = ClassStudio & {
  /** Does what is due, sends what there is to send, and gives the mails that brought, oldest first. */
  receive: () => Promise<Mail[]>
}

/** A class studio whose mail is read, with a policy when there are rules. */
export async function makeMailedStudio(
  options: Parameters<typeof makeClassStudio>[0] & { rules?: Partial<PolicyRules> } = {},
): Promise<MailedStudio> {
  const { rules, ...rest } = options
  const studio = await makeClassStudio(rest)
  const { db } = studio.ctx
  if (rules) {
    const text = { en: 'Four hours before, please.', bg: 'Моля, до четири часа преди началото.' }
    await db.write([
      db.orm.insert(policies).values({ id: 'pol_1', name: 'One for all', position: 0, version: 1 }),
      db.orm
        .insert(policyVersions)
        .values({ policyId: 'pol_1', version: 1, rules: makePolicyRules(rules), text, createdAt: 0 }),
    ])
  }
  const mailbox = makeMailbox()
  return {
    ...studio,
    receive: async () => {
      const ctx = studio.makeContext({ actor: { kind: 'system' } })
      const { failures } = await runDueTasks(ctx)
      if (failures[0]) throw failures[0].error
      await sendDueMessages(ctx, { mail: mailbox.port, mailFrom: 'bookings@mail.example.test' })
      return mailbox.mails.splice(0)
    },
  }
}

/** Elena, in her language. */
export function elena(locale: Locale) {
  const names = {
    en: { firstName: 'Elena', lastName: 'Ivanova' },
    bg: { firstName: 'Елена', lastName: 'Иванова' },
  }
  return { ...names[locale], email: 'elena@example.test', locale }
}
