import { sql } from 'drizzle-orm'
import { PLATFORM_TENANT_ID, type AccessContext, type Statement } from './access-context.ts'

/**
 * A statement, for the batch in which somebody gets in: whoever booked as a guest under the address that this person has
 * proven is them from now on, unless they are a client already. None on the platform, which has no clients.
 */
export function claimGuest({ tenant, db }: AccessContext, userId: string): Statement[] {
  if (tenant.id === PLATFORM_TENANT_ID) return []
  return [
    db.orm.run(sql`UPDATE clients SET user_id = ${userId}
      WHERE email = (SELECT email FROM users WHERE id = ${userId}) AND user_id IS NULL AND erased_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM clients WHERE user_id = ${userId})`),
  ]
}
