import { sql } from 'drizzle-orm'
import { messages, users, type AccountMessageKind } from '../../db/tenant/schema/index.ts'
import { PLATFORM_TENANT_ID, type AccessContext } from '../access/access-context.ts'
import { makeId } from '../ids.ts'
import type { Locale } from '../studio/get-catalogue.ts'

/** What carries a link that works once, and what tells of something that was done. */
export type LinkMailKind = Extract<
  AccountMessageKind,
  | 'account_register'
  | 'account_exists'
  | 'account_sign_in'
  | 'account_reset'
  | 'account_change_email'
  | 'account_join'
>
export type AccountNoticeKind = Exclude<
  AccountMessageKind,
  LinkMailKind | 'staff_digest' | 'template_test' | 'webhook_disabled' | 'plan_limit_near'
>

type AccountMail = { recipient: string; locale: Locale } & (
  | { kind: LinkMailKind; oneTimeTokenId: string }
  | { kind: AccountNoticeKind | 'account_exists'; userId: string }
)

type Writing = Pick<AccessContext, 'db' | 'now'>

/**
 * A statement that puts a mail about a login into the outbox, to go out now whatever the hour: somebody waits for it. For the
 * batch that writes the token or does the deed; call `ctx.announce(ctx.now())` after it. There is one mail for each token.
 *
 * The link is made from the token's id when the mail is written, so nothing secret waits in the outbox. It leads to the
 * host in the token's `details.host`, else to the studio's first one.
 */
export function insertAccountMail({ db, now }: Writing, mail: AccountMail) {
  const { kind, recipient, locale } = mail
  const about =
    'userId' in mail
      ? { id: makeId('msg'), userId: mail.userId, bookingVersion: now() }
      : { id: `msg_${mail.oneTimeTokenId.slice(4)}`, oneTimeTokenId: mail.oneTimeTokenId, bookingVersion: 0 }
  return db.orm
    .insert(messages)
    .values({ ...about, kind, recipient, locale, channel: 'email', plannedAt: now() })
    .onConflictDoNothing()
}

/**
 * Statements that tell somebody what was done to their login, at the address and in the language it has at that point of the
 * batch: put them before the change of an address to tell the old one. None on the platform, which has no outbox. Call
 * `ctx.announce(ctx.now())` after the batch.
 */
export function tellUser(ctx: AccessContext, { userId, kind }: { userId: string; kind: AccountNoticeKind }) {
  if (ctx.tenant.id === PLATFORM_TENANT_ID) return []
  const at = ctx.now()
  return [
    ctx.db.orm.run(
      sql`INSERT INTO ${messages} (id, user_id, booking_version, kind, channel, recipient, locale, planned_at)
        SELECT ${makeId('msg')}, id, ${at}, ${kind}, 'email', email, locale, ${at} FROM ${users} WHERE id = ${userId}`,
    ),
  ]
}
