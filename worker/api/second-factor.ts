import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { beginTotp } from '../../tenants/access/factors/begin-totp.ts'
import { confirmCode } from '../../tenants/access/factors/confirm-code.ts'
import { confirmTotp } from '../../tenants/access/factors/confirm-totp.ts'
import { getSecondFactor } from '../../tenants/access/factors/get-second-factor.ts'
import { regenerateRecoveryCodes } from '../../tenants/access/factors/regenerate-recovery-codes.ts'
import { removeTotp } from '../../tenants/access/factors/remove-totp.ts'
import { verifySecondFactor } from '../../tenants/access/factors/verify-second-factor.ts'
import type { AppEnv } from '../app-env.ts'
import { toInstant } from './instant.ts'
import { forPerson, personReadProblems, personWriteProblems } from './person-route.ts'
import { json, problems } from './responses.ts'
import { answerSignedIn, signedInSchema } from './signed-in-json.ts'
import { toSnake } from './snake-case.ts'
import { bodyOf, gone } from './staff-route.ts'

const code = z
  .string()
  .openapi({ description: 'Six digits from the app, or a recovery code.', example: '287082' })

const secondFactorSchema = z
  .object({
    totp_since: z.iso
      .datetime()
      .nullable()
      .openapi({ description: 'Since when codes from an app are asked for; null when they are not.' }),
    recovery_codes_left: z.int(),
    passkeys: z.int().openapi({ description: 'How many there are for this host.' }),
  })
  .openapi('SecondFactor')
const offerSchema = z
  .object({
    secret: z.string().openapi({ description: 'Base 32, to type into an app.' }),
    uri: z.string().openapi({ description: '`otpauth://totp/…`' }),
    qr_svg: z.string().openapi({ description: 'The same for a camera.' }),
  })
  .openapi('TotpOffer')
const recoveryCodesSchema = z
  .object({
    recovery_codes: z.array(z.string()).openapi({ description: 'Shown this once. Each works once.' }),
  })
  .openapi('RecoveryCodes')
const codeSchema = z.object({ code }).openapi('Code')
const verificationSchema = z
  .object({ waiting_token: z.string().openapi({ description: 'Of the answer to the first factor.' }), code })
  .openapi('SecondFactorCode')

const FRESH = 'Needs a sign-in, or proving who one is, within the last ten minutes.'
const codeProblems = {
  ...personWriteProblems,
  ...problems('unauthorized', 'wrong_credentials', 'rate_limited'),
}
const freshProblems = { ...personReadProblems, ...problems('reauthentication_required', 'conflict') }

const path = '/users/2fa'

const getRoute = createRoute({
  ...forPerson,
  method: 'get',
  path,
  summary: 'How I prove who I am, besides a password',
  responses: { 200: json(secondFactorSchema, 'As it is now.'), ...personReadProblems },
})
const beginRoute = createRoute({
  ...forPerson,
  method: 'post',
  path: `${path}/begin`,
  summary: 'Offer a secret for an authenticator app',
  description: `Nothing is asked for before a first code was right. ${FRESH}`,
  responses: { 200: json(offerSchema, 'For half an hour.'), ...freshProblems },
})
const confirmRoute = createRoute({
  ...forPerson,
  method: 'post',
  path: `${path}/confirm`,
  summary: 'Ask for the app’s codes from now on',
  request: { body: bodyOf(codeSchema, 'The app’s first code.') },
  responses: { 200: json(recoveryCodesSchema, 'It is on.'), ...codeProblems, ...problems('conflict') },
})
const verifyRoute = createRoute({
  method: 'post',
  path: `${path}/verify`,
  summary: 'Sign in, second step: by a code',
  description: 'Five tries for each first step, ten for each person in a quarter of an hour.',
  request: { body: bodyOf(verificationSchema, 'The code.') },
  responses: { 200: json(signedInSchema, 'Signed in.'), ...codeProblems },
})
const reauthenticateRoute = createRoute({
  ...forPerson,
  method: 'post',
  path: `${path}/reauthenticate`,
  summary: 'Say once more who I am, by a code',
  description: 'The answer has a new token: for ten minutes it may do what needs this. The old one ends.',
  request: { body: bodyOf(codeSchema, 'The code.') },
  responses: { 200: json(signedInSchema, 'The same login, with a new token.'), ...codeProblems },
})
const recoveryCodesRoute = createRoute({
  ...forPerson,
  method: 'post',
  path: `${path}/recovery-codes`,
  summary: 'New recovery codes in place of the old',
  description: FRESH,
  responses: { 200: json(recoveryCodesSchema, 'The old ones are void.'), ...freshProblems },
})
const removeRoute = createRoute({
  ...forPerson,
  method: 'post',
  path: `${path}/remove`,
  summary: 'Ask for no codes any more',
  description: `Ends all sessions but this one. ${FRESH}`,
  responses: { ...gone, ...freshProblems },
})

export const secondFactorApi = new OpenAPIHono<AppEnv>()
  .openapi(getRoute, async (c) => {
    const { totpSince, ...rest } = await getSecondFactor(c.var.ctx)
    return c.json({ ...toSnake(rest), totp_since: totpSince === null ? null : toInstant(totpSince) }, 200)
  })
  .openapi(beginRoute, async (c) => c.json(toSnake(await beginTotp(c.var.ctx)), 200))
  .openapi(confirmRoute, async (c) => {
    return c.json(toSnake(await confirmTotp(c.var.ctx, c.req.valid('json'))), 200)
  })
  .openapi(verifyRoute, async (c) => {
    const { waiting_token: waitingSecret, code: typed } = c.req.valid('json')
    return answerSignedIn(c, await verifySecondFactor(c.var.ctx, { waitingSecret, code: typed }))
  })
  .openapi(reauthenticateRoute, async (c) => {
    return answerSignedIn(c, await confirmCode(c.var.ctx, c.req.valid('json')))
  })
  .openapi(recoveryCodesRoute, async (c) => c.json(toSnake(await regenerateRecoveryCodes(c.var.ctx)), 200))
  .openapi(removeRoute, async (c) => {
    await removeTotp(c.var.ctx)
    return c.body(null, 204)
  })
