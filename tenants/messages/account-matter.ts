import { and, eq, sql, type SQL } from 'drizzle-orm'
import {
  accountMessageKinds,
  clients,
  invitations,
  messages,
  oneTimeTokens,
  roles,
  staff,
  staffNotificationChoices,
  users,
  type AccountMessageKind,
  type InvitationRow,
  type MessageRow,
  type OneTimeTokenRow,
  type UserRow,
} from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'

export type AccountMessage = MessageRow & { kind: AccountMessageKind }

/** What a message about somebody's login is about, as that is now. */
export type AccountMatter = {
  about: 'account'
  /** The link it carries; null: it tells of what was done. */
  token: OneTimeTokenRow | null
  /** Whose login it is, once there is one. */
  user: Pick<UserRow, 'id' | 'name' | 'status'> | null
  /** Whether they work here, and want to be told each morning what the day holds. */
  worksHere: boolean
  wantsDigest: boolean
  /** As a client, when they are one. */
  clientFirstName: string | null
  /** What the link answers; `roleName` is empty for the built-in roles. */
  invitation: (Pick<InvitationRow, 'name' | 'role' | 'revokedAt'> & { roleName: string }) | null
}

export type AccountRows = {
  tokens: { token: OneTimeTokenRow; invitation: InvitationRow | null; roleName: string | null }[]
  logins: {
    user: NonNullable<AccountMatter['user']>
    clientFirstName: string | null
    staffStatus: 'active' | 'removed' | null
    wantsDigest: boolean | null
  }[]
}

/** Statements that read what messages about logins are about; `isOurs` is a condition on the table `messages`. */
export function selectAccounts({ orm }: TenantContext['db'], isOurs: SQL) {
  const ofTokens = sql`(SELECT one_time_token_id FROM ${messages} WHERE ${isOurs})`
  return [
    orm
      .select({ token: oneTimeTokens, invitation: invitations, roleName: roles.name })
      .from(oneTimeTokens)
      .leftJoin(invitations, eq(invitations.tokenId, oneTimeTokens.id))
      .leftJoin(roles, eq(roles.id, invitations.role))
      .where(sql`${oneTimeTokens.id} IN ${ofTokens}`),
    orm
      .select({
        user: { id: users.id, name: users.name, status: users.status },
        clientFirstName: clients.firstName,
        staffStatus: staff.status,
        wantsDigest: staffNotificationChoices.isWanted,
      })
      .from(users)
      .leftJoin(clients, eq(clients.userId, users.id))
      .leftJoin(staff, eq(staff.userId, users.id))
      .leftJoin(
        staffNotificationChoices,
        and(eq(staffNotificationChoices.userId, users.id), eq(staffNotificationChoices.kind, 'digest')),
      )
      .where(
        sql`${users.id} IN (SELECT user_id FROM ${messages} WHERE ${isOurs})
          OR ${users.id} IN (SELECT user_id FROM ${oneTimeTokens} WHERE id IN ${ofTokens})`,
      ),
  ] as const
}

export function isAccountKind(kind: MessageRow['kind']): kind is AccountMessageKind {
  return (accountMessageKinds as readonly string[]).includes(kind)
}

/** What one message about a login is about; nothing when that is not among the rows. */
export function toAccountMatter(
  message: MessageRow,
  { tokens, logins }: AccountRows,
): AccountMatter | undefined {
  const found = tokens.find(({ token }) => token.id === message.oneTimeTokenId)
  const userId = found ? found.token.userId : message.userId
  const login = logins.find(({ user }) => user.id === userId)
  if (!found && !login) return undefined
  const invitation = found?.invitation
  return {
    about: 'account',
    token: found?.token ?? null,
    user: login?.user ?? null,
    worksHere: login?.staffStatus === 'active',
    wantsDigest: login?.wantsDigest !== false,
    clientFirstName: login?.clientFirstName ?? null,
    invitation: invitation ? { ...invitation, roleName: found.roleName ?? '' } : null,
  }
}

/**
 * Since when the message is due, as its `plannedAt` moves with every retry. Of what was done, that is when; see
 * `insert-account-mail.ts`.
 */
export function accountDueSince({ bookingVersion }: AccountMessage, { token }: AccountMatter): number {
  return token ? token.createdAt : bookingVersion
}
