import { z } from 'zod'
import { eq } from 'drizzle-orm'
import { hostnames, signUps } from '../../db/registry/schema/index.ts'
import { countAttempt, type AttemptRule } from '../access/attempts.ts'
import { makeSecret } from '../access/make-secret.ts'
import { hours } from '../durations.ts'
import { AppError } from '../errors.ts'
import { newStudioInput, toNewTenant } from '../fleet/create/new-studio-input.ts'
import { findSlugFault } from '../fleet/studio-address.ts'
import { hashText, makeId } from '../ids.ts'
import type { OperatorContext } from '../operators/platform-context.ts'
import { invalidFields, parseInput } from '../parse-input.ts'
import { slugOf } from '../studio/make-slug.ts'
import { writeSignUpMail } from './write-sign-up-mail.ts'

/** What somebody agrees to; a new text has a new date (`worker/sign-up/terms.ts`). */
export const TERMS_OF = '2026-11-22'

const LIFETIME_MS = hours(24)

/** Each is a mail to somebody, and in the end a database. */
const rules = [
  { by: 'account', limit: 3, perMs: hours(1) },
  { by: 'network', limit: 10, perMs: hours(1) },
] as const satisfies readonly AttemptRule[]

const signUpInput = newStudioInput.extend({
  /** Without one it is made of the name. */
  slug: z.string().trim().toLowerCase().max(64, 'too_long').default(''),
  agreesTo: z.literal(TERMS_OF, 'terms_needed'),
})
export type SignUpInput = z.input<typeof signUpInput>

/** What is kept of a sign-up until its address is proven. */
export type SignUpDetails = z.output<typeof newStudioInput> & { agreesTo: string }

/**
 * Somebody wants a studio: writes to the address they gave. Nothing is made and no name is taken before they come back by
 * the link in that mail; that one is theirs is not looked at here.
 *
 * @throws AppError `invalid_input` (`taken` at the slug when somebody has it), `rate_limited`, `unavailable` when no mail
 * can be sent; DatabaseError
 */
export async function requestSignUp(ctx: OperatorContext, raw: SignUpInput): Promise<void> {
  const input = parseInput(signUpInput, raw)
  const details: SignUpDetails = { ...input, slug: input.slug || slugOf(input.name).slice(0, 40) }
  await requireFreeSlug(ctx, details.slug)
  const id = makeId('sgn')
  const now = ctx.now()
  // Whether the plan is there.
  await toNewTenant(ctx.db, details, { id, now })
  const { email } = details.owner
  await countAttempt(ctx, { what: 'sign_up', account: email, rules })
  const secret = makeSecret()
  await ctx.db.write([
    ctx.db.orm.insert(signUps).values({
      id,
      tokenHash: await hashText(secret),
      email,
      details,
      createdAt: now,
      expiresAt: now + LIFETIME_MS,
    }),
  ])
  const sent = await ctx.fleet.mail.send(writeSignUpMail(ctx, { id, secret, details }))
  if (!sent.ok && sent.kind !== 'unknown') {
    throw new AppError('unavailable', 'The mail could not be sent. Please try again later.')
  }
}

/** @throws AppError `invalid_input` when a studio could not have this address. */
export async function requireFreeSlug(
  { db: { orm, read }, fleet }: OperatorContext,
  slug: string,
): Promise<void> {
  const fault = findSlugFault(slug)
  if (fault) throw invalidFields([{ path: 'slug', message: fault, code: 'slug_rule' }])
  const host = `${slug}.${fleet.platformDomain}`
  const [[taken]] = await read([
    orm.select({ host: hostnames.host }).from(hostnames).where(eq(hostnames.host, host)),
  ])
  if (taken) throw invalidFields([{ path: 'slug', message: 'This name is taken.', code: 'taken' }])
}
