import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { SignedIn } from '../../tenants/access/open-session.ts'
import { AppError } from '../../tenants/errors.ts'
import type { AppEnv } from '../app-env.ts'
import { toInstant } from './instant.ts'
import { answerProblem } from './problem.ts'

export const signedInSchema = z
  .object({
    token: z.string().openapi({
      description: 'For `Authorization: Bearer`. Shown once; ends when unused for long, and at `expires_at`.',
      example: 'thu_4xq2',
    }),
    token_type: z.literal('bearer'),
    expires_at: z.iso.datetime(),
    user_id: z.string(),
  })
  .openapi('SignedIn')

/** For a route's description: what a first factor answers when a second is asked for. */
export const SECOND_FACTOR_NOTE =
  'With a second factor the answer is 401 `second_factor_required` with a `waiting_token`, good for ten minutes and only for `POST /users/2fa/verify`, and `options`: `totp`, `recovery`, `passkey`.'

/** A person's token, or the problem that a second factor is awaited, with the token that may bring it. */
export function answerSignedIn(c: Context<AppEnv>, signedIn: SignedIn) {
  if (signedIn.state === 'second_factor') {
    const { secret, options } = signedIn
    const failure = new AppError('second_factor_required', 'Now the second factor: a code or a passkey.')
    // A route's type knows its good answers only, as failures are thrown; this one brings a token along.
    return answerProblem(c, failure, { waiting_token: secret, options }) as never
  }
  const { secret, endsAt, userId } = signedIn
  const body: z.output<typeof signedInSchema> = {
    token: secret,
    token_type: 'bearer',
    expires_at: toInstant(endsAt),
    user_id: userId,
  }
  return c.json(body, 200)
}
