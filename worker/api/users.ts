import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { completeRegistration } from '../../tenants/access/complete-registration.ts'
import { confirmEmail } from '../../tenants/access/confirm-email.ts'
import { forgotPassword } from '../../tenants/access/forgot-password.ts'
import { register } from '../../tenants/access/register.ts'
import { resetPassword } from '../../tenants/access/reset-password.ts'
import { sendSignInLink } from '../../tenants/access/send-sign-in-link.ts'
import { signInByLink } from '../../tenants/access/sign-in-by-link.ts'
import { signIn } from '../../tenants/access/sign-in.ts'
import { signOut } from '../../tenants/access/sign-out.ts'
import type { TenantContext } from '../../tenants/context.ts'
import { isAppError } from '../../tenants/errors.ts'
import { registrationTexts } from '../../tenants/privacy/registration-consents.ts'
import { locales } from '../../tenants/studio/get-catalogue.ts'
import type { AppEnv } from '../app-env.ts'
import { forPerson } from './person-route.ts'
import { json, problems } from './responses.ts'
import { answerSignedIn, SECOND_FACTOR_NOTE, signedInSchema } from './signed-in-json.ts'
import { bodyOf } from './staff-route.ts'

const email = z.string().openapi({ example: 'elena@example.com' })
const password = z.string().openapi({ format: 'password' })
const token = z.string().openapi({ description: 'The one at the end of the mail’s link. Works once.' })

const emailSchema = z.object({ email }).openapi('Address')
const credentialsSchema = z.object({ email, password }).openapi('Credentials')
const registrationSchema = z
  .object({ email, first_name: z.string(), last_name: z.string(), locale: z.enum(locales).nullish() })
  .openapi('Registration')
const linkSchema = z.object({ token }).openapi('Link')
const verificationSchema = z
  .object({
    token,
    password: password.nullish().openapi({
      description: 'When registering: without one they sign in by link or passkey.',
    }),
  })
  .openapi('Verification')
const resetSchema = z.object({ token, password }).openapi('PasswordReset')

const bodyProblems = problems('bad_request', 'unsupported_media_type', 'invalid_input')
const sentProblems = { ...bodyProblems, ...problems('rate_limited', 'unavailable', 'outcome_unknown') }
const linkProblems = { ...sentProblems, ...problems('link_spent') }

/** The same whether there is somebody with the address or not. */
const asked = { 202: { description: 'If the address has to do with it, there is a mail on its way.' } }
const done = { 204: { description: 'Done.' } }

const registerRoute = createRoute({
  method: 'post',
  path: '/users/register',
  summary: 'Ask for a login of one’s own',
  description:
    'The address gets a mail, with a link that makes the login or with the news that there is one. The answer is the same.',
  request: { body: bodyOf(registrationSchema, 'Who.') },
  responses: { ...asked, ...sentProblems },
})
const verifyRoute = createRoute({
  method: 'post',
  path: '/users/verify-email',
  summary: 'Prove an address: finish registering, or change one’s address',
  description:
    'By the mail’s link. Registering signs in, and takes over what was booked as a guest. Show the person first what they ' +
    `agree to by it, which is written down: “${registrationTexts.terms.text.en} ${registrationTexts.privacy.text.en}”`,
  request: { body: bodyOf(verificationSchema, 'The link.') },
  responses: {
    200: json(signedInSchema, 'Registered, and signed in.'),
    204: { description: 'The address is changed, of whoever has signed in and asked for it.' },
    ...linkProblems,
  },
})
const loginRoute = createRoute({
  method: 'post',
  path: '/users/login',
  summary: 'Sign in by address and password',
  description: SECOND_FACTOR_NOTE,
  request: { body: bodyOf(credentialsSchema, 'Who.') },
  responses: {
    200: json(signedInSchema, 'Signed in.'),
    ...sentProblems,
    ...problems('wrong_credentials', 'second_factor_required'),
  },
})
const logoutRoute = createRoute({
  ...forPerson,
  method: 'post',
  path: '/users/logout',
  summary: 'Sign out: the token opens nothing any more',
  responses: { ...done, ...problems('unauthorized', 'unavailable') },
})
const linkRoute = createRoute({
  method: 'post',
  path: '/users/sign-in-link',
  summary: 'Ask for a link that signs in',
  request: { body: bodyOf(emailSchema, 'Whom to mail it to.') },
  responses: { ...asked, ...sentProblems },
})
const byLinkRoute = createRoute({
  method: 'post',
  path: '/users/sign-in-link/verify',
  summary: 'Sign in by the link of a mail',
  description: SECOND_FACTOR_NOTE,
  request: { body: bodyOf(linkSchema, 'The link.') },
  responses: {
    200: json(signedInSchema, 'Signed in.'),
    ...linkProblems,
    ...problems('second_factor_required'),
  },
})
const forgotRoute = createRoute({
  method: 'post',
  path: '/users/forgot-password',
  summary: 'Ask for a link to choose a new password',
  request: { body: bodyOf(emailSchema, 'Whom to mail it to.') },
  responses: { ...asked, ...sentProblems },
})
const resetRoute = createRoute({
  method: 'post',
  path: '/users/reset-password',
  summary: 'Choose a new password by the link of a mail',
  description: 'Ends every session of the person, and signs nobody in.',
  request: { body: bodyOf(resetSchema, 'The link and the password.') },
  responses: { ...done, ...linkProblems },
})

export const usersApi = new OpenAPIHono<AppEnv>()
  .openapi(registerRoute, async (c) => {
    const { first_name: firstName, last_name: lastName, ...rest } = c.req.valid('json')
    await register(c.var.ctx, { firstName, lastName, ...rest })
    return c.body(null, 202)
  })
  .openapi(verifyRoute, async (c) => {
    const signedIn = await verify(c.var.ctx, c.req.valid('json'))
    return signedIn ? answerSignedIn(c, signedIn) : c.body(null, 204)
  })
  .openapi(loginRoute, async (c) => {
    return answerSignedIn(c, await signIn(c.var.ctx, { ...c.req.valid('json'), kind: 'token' }))
  })
  .openapi(logoutRoute, async (c) => {
    await signOut(c.var.ctx)
    return c.body(null, 204)
  })
  .openapi(linkRoute, async (c) => {
    await sendSignInLink(c.var.ctx, c.req.valid('json'))
    return c.body(null, 202)
  })
  .openapi(byLinkRoute, async (c) => {
    return answerSignedIn(c, await signInByLink(c.var.ctx, { ...c.req.valid('json'), kind: 'token' }))
  })
  .openapi(forgotRoute, async (c) => {
    await forgotPassword(c.var.ctx, c.req.valid('json'))
    return c.body(null, 202)
  })
  .openapi(resetRoute, async (c) => {
    await resetPassword(c.var.ctx, c.req.valid('json'))
    return c.body(null, 204)
  })

/** A link is for one thing: who sends it need not know which. Null: an address was changed. */
async function verify(ctx: TenantContext, { token, password }: z.output<typeof verificationSchema>) {
  try {
    return await completeRegistration(ctx, { token, password: password ?? null, kind: 'token' })
  } catch (error) {
    if (!isAppError(error, 'link_spent')) throw error
    await confirmEmail(ctx, { token })
    return null
  }
}
