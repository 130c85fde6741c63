import { desc, eq, type SQL } from 'drizzle-orm'
import { invitations, oneTimeTokens, type InvitationRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'

/** An invitation, and until when the link that was sent last works (ms). */
export type FoundInvitation = InvitationRow & { expiresAt: number }

/** Invitations, newest first: one round trip. */
export async function readInvitations(
  { db: { orm, read } }: Pick<TenantContext, 'db'>,
  where?: SQL,
): Promise<FoundInvitation[]> {
  const [rows] = await read([
    orm
      .select({ invitation: invitations, expiresAt: oneTimeTokens.expiresAt })
      .from(invitations)
      .innerJoin(oneTimeTokens, eq(oneTimeTokens.id, invitations.tokenId))
      .where(where)
      .orderBy(desc(invitations.createdAt), desc(invitations.id)),
  ])
  return rows.map(({ invitation, expiresAt }) => ({ ...invitation, expiresAt }))
}
