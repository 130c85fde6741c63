import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { locales, users } from '../../db/tenant/schema/index.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { line } from '../input-parts.ts'
import { parseInput } from '../parse-input.ts'
import type { AccessContext } from './access-context.ts'
import { getMe, type Me } from './get-me.ts'
import { nameLogin } from './name-actor.ts'
import { requireLogin } from './require-login.ts'

const changeInput = z.object({
  name: line(160).optional(),
  locale: z.enum(locales, 'not_a_locale').optional(),
})

/** Changes what the login of whoever asks is called and the language it is written to in. @throws AppError `unauthorized`, `invalid_input` */
export async function changeMe(ctx: AccessContext, raw: z.input<typeof changeInput>): Promise<Me> {
  const { user } = requireLogin(ctx)
  const input = parseInput(changeInput, raw)
  const { name = user.name, locale = user.locale } = input
  await ctx.db.write([
    ctx.db.orm.update(users).set({ name, locale }).where(eq(users.id, user.id)),
    insertAudit(ctx, {
      actor: nameLogin(ctx),
      action: 'login.change',
      subjectId: user.id,
      after: { fields: Object.keys(input) },
    }),
  ])
  return { ...getMe(ctx), name, locale }
}
