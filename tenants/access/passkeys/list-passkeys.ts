import { desc, eq } from 'drizzle-orm'
import { passkeys } from '../../../db/tenant/schema/index.ts'
import type { AccessContext } from '../access-context.ts'
import { requireLogin } from '../require-login.ts'
import { relyingParty } from './relying-party.ts'

export type Passkey = {
  id: string
  name: string
  /** The host name it was made on, the only one it works on; whether that is this one. */
  host: string
  isForHere: boolean
  /** Whether it is on more than one device. */
  isBackedUp: boolean
  createdAt: number
  lastUsedAt: number | null
}

/** The passkeys of who is signed in, of all hosts of the studio, newest first. @throws AppError `unauthorized` */
export async function listPasskeys(ctx: AccessContext): Promise<Passkey[]> {
  const { user } = requireLogin(ctx)
  const { orm, read } = ctx.db
  const { rpId } = relyingParty(ctx)
  const { id, name, rpId: host, isBackedUp, createdAt, lastUsedAt } = passkeys
  const [own] = await read([
    orm
      .select({ id, name, host, isBackedUp, createdAt, lastUsedAt })
      .from(passkeys)
      .where(eq(passkeys.userId, user.id))
      .orderBy(desc(passkeys.createdAt), passkeys.id),
  ])
  return own.map((passkey) => ({ ...passkey, isForHere: passkey.host === rpId }))
}
