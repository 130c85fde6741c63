import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { addPasskey } from '../../tenants/access/passkeys/add-passkey.ts'
import { beginAddPasskey } from '../../tenants/access/passkeys/begin-add-passkey.ts'
import {
  beginPasskeyConfirm,
  confirmWithPasskey,
} from '../../tenants/access/passkeys/confirm-with-passkey.ts'
import { listPasskeys, type Passkey } from '../../tenants/access/passkeys/list-passkeys.ts'
import { removePasskey } from '../../tenants/access/passkeys/remove-passkey.ts'
import { renamePasskey } from '../../tenants/access/passkeys/rename-passkey.ts'
import { beginPasskeySignIn, signInWithPasskey } from '../../tenants/access/passkeys/sign-in-with-passkey.ts'
import {
  beginPasskeyVerification,
  verifyWithPasskey,
} from '../../tenants/access/passkeys/verify-with-passkey.ts'
import type { AppEnv } from '../app-env.ts'
import { toInstant } from './instant.ts'
import { forPerson, personReadProblems, personWriteProblems } from './person-route.ts'
import { json, problems } from './responses.ts'
import { answerSignedIn, signedInSchema } from './signed-in-json.ts'
import { bodyOf, gone, idParam } from './staff-route.ts'

const passkeySchema = z
  .object({
    id: z.string(),
    name: z.string(),
    host: z.string().openapi({ description: 'Where it was made, and the only place where it works.' }),
    is_for_here: z.boolean(),
    is_backed_up: z.boolean().openapi({ description: 'Whether it is on more than one device.' }),
    created_at: z.iso.datetime(),
    last_used_at: z.iso.datetime().nullable(),
  })
  .openapi('Passkey')
const challengeSchema = z
  .object({
    challenge_id: z.string(),
    options: z.record(z.string(), z.unknown()).openapi({
      description: 'For `navigator.credentials`, in the JSON form of WebAuthn.',
    }),
  })
  .openapi('PasskeyChallenge')

const answer = {
  challenge_id: z.string(),
  response: z.record(z.string(), z.unknown()).openapi({
    description: 'What the browser gave, in the JSON form of WebAuthn.',
  }),
}
const waiting_token = z.string().openapi({ description: 'Of the answer to the first factor.' })
const name = z.string().openapi({ description: 'What its owner calls it.', example: 'Telephone' })

const answerSchema = z.object(answer).openapi('PasskeyAnswer')
const newPasskeySchema = z.object({ ...answer, name }).openapi('NewPasskey')
const renameSchema = z.object({ name }).openapi('PasskeyChange')
const waitingSchema = z.object({ waiting_token }).openapi('WaitingToken')
const verificationSchema = z.object({ ...answer, waiting_token }).openapi('SecondFactorPasskey')

const FRESH = 'Needs a sign-in, or proving who one is, within the last ten minutes.'
const answerProblems = {
  ...personWriteProblems,
  ...problems('unauthorized', 'wrong_credentials', 'rate_limited'),
}

const path = '/users/passkeys'
const one = `${path}/{passkey_id}` as const
const challenge = { 200: json(challengeSchema, 'To be answered once, within five minutes.') }
const signedIn = { 200: json(signedInSchema, 'Signed in.'), ...answerProblems }

const listRoute = createRoute({
  ...forPerson,
  method: 'get',
  path,
  summary: 'My passkeys',
  responses: {
    200: json(z.object({ data: z.array(passkeySchema) }), 'The newest first.'),
    ...personReadProblems,
  },
})
const beginRoute = createRoute({
  ...forPerson,
  method: 'post',
  path: `${path}/begin`,
  summary: 'Begin to add a passkey for this host',
  description: FRESH,
  responses: { ...challenge, ...personReadProblems, ...problems('reauthentication_required', 'conflict') },
})
const addRoute = createRoute({
  ...forPerson,
  method: 'post',
  path,
  summary: 'Add the passkey that the browser made',
  request: { body: bodyOf(newPasskeySchema, 'The passkey.') },
  responses: {
    201: json(z.object({ id: z.string() }).openapi('AddedPasskey'), 'Added.'),
    ...answerProblems,
    ...problems('conflict'),
  },
})
const renameRoute = createRoute({
  ...forPerson,
  method: 'patch',
  path: one,
  summary: 'Rename a passkey',
  request: { params: idParam('passkey_id'), body: bodyOf(renameSchema, 'The name.') },
  responses: { 204: { description: 'Renamed.' }, ...personWriteProblems, ...problems('not_found') },
})
const removeRoute = createRoute({
  ...forPerson,
  method: 'delete',
  path: one,
  summary: 'Remove a passkey',
  description: `Ends all sessions but this one. ${FRESH}`,
  request: { params: idParam('passkey_id') },
  responses: { ...gone, ...personReadProblems, ...problems('reauthentication_required', 'not_found') },
})
const beginSignInRoute = createRoute({
  method: 'post',
  path: `${path}/sign-in/begin`,
  summary: 'Begin to sign in by a passkey',
  responses: { ...challenge, ...problems('unavailable') },
})
const signInRoute = createRoute({
  method: 'post',
  path: `${path}/sign-in`,
  summary: 'Sign in by a passkey, which is both factors',
  request: { body: bodyOf(answerSchema, 'The answer.') },
  responses: signedIn,
})
const beginVerifyRoute = createRoute({
  method: 'post',
  path: `${path}/verify/begin`,
  summary: 'Begin the second step of signing in by a passkey',
  request: { body: bodyOf(waitingSchema, 'Whose.') },
  responses: { ...challenge, ...personWriteProblems, ...problems('not_found') },
})
const verifyRoute = createRoute({
  method: 'post',
  path: `${path}/verify`,
  summary: 'Sign in, second step: by a passkey',
  request: { body: bodyOf(verificationSchema, 'The answer.') },
  responses: signedIn,
})
const beginReauthenticateRoute = createRoute({
  ...forPerson,
  method: 'post',
  path: `${path}/reauthenticate/begin`,
  summary: 'Begin to say once more who I am, by a passkey',
  responses: { ...challenge, ...personReadProblems, ...problems('not_found') },
})
const reauthenticateRoute = createRoute({
  ...forPerson,
  method: 'post',
  path: `${path}/reauthenticate`,
  summary: 'Say once more who I am, by a passkey',
  description: 'The answer has a new token: for ten minutes it may do what needs this. The old one ends.',
  request: { body: bodyOf(answerSchema, 'The answer.') },
  responses: signedIn,
})

export const passkeysApi = new OpenAPIHono<AppEnv>()
  .openapi(listRoute, async (c) => c.json({ data: (await listPasskeys(c.var.ctx)).map(toJson) }, 200))
  .openapi(beginRoute, async (c) => c.json(toChallengeJson(await beginAddPasskey(c.var.ctx)), 200))
  .openapi(addRoute, async (c) => {
    const { name: called, ...body } = c.req.valid('json')
    const { passkeyId } = await addPasskey(c.var.ctx, { ...toAnswer(body), name: called })
    return c.json({ id: passkeyId }, 201)
  })
  .openapi(beginSignInRoute, async (c) => c.json(toChallengeJson(await beginPasskeySignIn(c.var.ctx)), 200))
  .openapi(signInRoute, async (c) => {
    const given = toAnswer(c.req.valid('json'))
    return answerSignedIn(c, await signInWithPasskey(c.var.ctx, { ...given, kind: 'token' }))
  })
  .openapi(beginVerifyRoute, async (c) => {
    const { waiting_token: waitingSecret } = c.req.valid('json')
    return c.json(toChallengeJson(await beginPasskeyVerification(c.var.ctx, { waitingSecret })), 200)
  })
  .openapi(verifyRoute, async (c) => {
    const { waiting_token: waitingSecret, ...body } = c.req.valid('json')
    return answerSignedIn(c, await verifyWithPasskey(c.var.ctx, { ...toAnswer(body), waitingSecret }))
  })
  .openapi(beginReauthenticateRoute, async (c) => {
    return c.json(toChallengeJson(await beginPasskeyConfirm(c.var.ctx)), 200)
  })
  .openapi(reauthenticateRoute, async (c) => {
    return answerSignedIn(c, await confirmWithPasskey(c.var.ctx, toAnswer(c.req.valid('json'))))
  })
  .openapi(renameRoute, async (c) => {
    const { passkey_id: passkeyId } = c.req.valid('param')
    await renamePasskey(c.var.ctx, { passkeyId, ...c.req.valid('json') })
    return c.body(null, 204)
  })
  .openapi(removeRoute, async (c) => {
    await removePasskey(c.var.ctx, { passkeyId: c.req.valid('param').passkey_id })
    return c.body(null, 204)
  })

function toAnswer({ challenge_id: challengeId, response }: z.output<typeof answerSchema>) {
  return { challengeId, response }
}

/** What is in the options is the standard's to name. */
function toChallengeJson({ challengeId, options }: { challengeId: string; options: object }) {
  return { challenge_id: challengeId, options: { ...options } }
}

function toJson(passkey: Passkey): z.output<typeof passkeySchema> {
  const { id, name: called, host, isForHere, isBackedUp, createdAt, lastUsedAt } = passkey
  return {
    id,
    name: called,
    host,
    is_for_here: isForHere,
    is_backed_up: isBackedUp,
    created_at: toInstant(createdAt),
    last_used_at: lastUsedAt === null ? null : toInstant(lastUsedAt),
  }
}
