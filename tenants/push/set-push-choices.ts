import { z } from 'zod'
import { notificationChoices, pushKinds } from '../../db/tenant/schema/index.ts'
import { requireLogin } from '../access/require-login.ts'
import { ensureOwnClient } from '../account/account-of.ts'
import type { TenantContext } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import { listPushChoices, type PushChoices } from './list-push-choices.ts'

const choicesInput = z.object({
  reminder: z.boolean('invalid').optional(),
  changes: z.boolean('invalid').optional(),
  waitlist: z.boolean('invalid').optional(),
})

/**
 * Says what the client who signed in wants to be told on their devices; what is not given stays as it is.
 *
 * @throws AppError `unauthorized`; `invalid_input`; `conflict` (`email_taken`); DatabaseError.
 */
export async function setPushChoices(
  ctx: TenantContext,
  raw: z.input<typeof choicesInput>,
): Promise<PushChoices> {
  const login = requireLogin(ctx)
  const wanted = parseInput(choicesInput, raw)
  const clientId = await ensureOwnClient(ctx)
  const { clientId: whose, kind, channel } = notificationChoices
  const [first, ...others] = pushKinds.flatMap((one) => {
    const isWanted = wanted[one]
    if (isWanted === undefined) return []
    const set = { isWanted, updatedAt: ctx.now() }
    return ctx.db.orm
      .insert(notificationChoices)
      .values({ clientId, kind: one, channel: 'push', ...set })
      .onConflictDoUpdate({ target: [whose, kind, channel], set })
  })
  if (first) await ctx.db.write([first, ...others])
  return listPushChoices({ ...ctx, login: { ...login, clientId } })
}
