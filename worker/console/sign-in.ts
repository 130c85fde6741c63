import type { Context, Hono } from 'hono'
import { html } from 'hono/html'
import { verifySecondFactor } from '../../tenants/access/factors/verify-second-factor.ts'
import { findWaiting } from '../../tenants/access/find-login.ts'
import type { SignedIn } from '../../tenants/access/open-session.ts'
import { signIn } from '../../tenants/access/sign-in.ts'
import { signOut } from '../../tenants/access/sign-out.ts'
import type { AppError } from '../../tenants/errors.ts'
import { getOperatorInvitation, joinAsOperator } from '../../tenants/operators/join-as-operator.ts'
import type { AppEnv } from '../app-env.ts'
import { carryOut, readForm } from './console-form.ts'
import { field, consolePage, username } from './console-page.ts'

/** The doors: address and password, the code after it, the link with which one joins, and out again. */
export function addSignInPages(pages: Hono<AppEnv>): void {
  pages.get('/sign-in', (c) => (c.var.platform.login ? c.redirect('/operator', 303) : signInPage(c)))
  pages.post('/sign-in', async (c) => {
    const typed = await readForm(c)
    const credentials = { email: typed('email'), password: typed('password'), kind: 'browser' } as const
    return carryOut(
      async () => goOn(c, await signIn(c.var.platform, credentials)),
      (failure) => signInPage(c, { failure, email: credentials.email }),
    )
  })

  pages.get('/code', async (c) => {
    const { platform, secret } = c.var
    if (secret === null || !(await findWaiting(platform, secret))) return c.redirect('/operator/sign-in', 303)
    return codePage(c)
  })
  pages.post('/code', async (c) => {
    const code = (await readForm(c))('code')
    const waitingSecret = c.var.secret ?? ''
    return carryOut(
      async () => goOn(c, await verifySecondFactor(c.var.platform, { waitingSecret, code })),
      (failure) => codePage(c, failure),
    )
  })

  pages.get('/join', async (c) => {
    const token = c.req.query('token') ?? ''
    const { email } = await getOperatorInvitation(c.var.platform, { token })
    return joinPage(c, { token, email })
  })
  pages.post('/join', async (c) => {
    const typed = await readForm(c)
    const token = typed('token')
    const { email } = await getOperatorInvitation(c.var.platform, { token })
    return carryOut(
      async () => {
        const { cookie } = await joinAsOperator(c.var.platform, { token, password: typed('password') })
        c.header('Set-Cookie', cookie)
        return c.redirect('/operator/set-up', 303)
      },
      (failure) => joinPage(c, { token, email, failure }),
    )
  })

  pages.post('/sign-out', async (c) => {
    c.header('Set-Cookie', await signOut(c.var.platform))
    return c.redirect('/operator/sign-in', 303)
  })
}

/** Takes the new session along: to the second factor, or in. */
function goOn(c: Context<AppEnv>, { cookie, state }: SignedIn): Response {
  c.header('Set-Cookie', cookie)
  return c.redirect(state === 'second_factor' ? '/operator/code' : '/operator', 303)
}

function signInPage(
  c: Context<AppEnv>,
  { failure, email = '' }: { failure?: AppError; email?: string } = {},
) {
  return consolePage(c, {
    title: 'Sign in',
    failure,
    body: html`<form class="stack" method="post" action="/operator/sign-in">
      ${field({ name: 'email', label: 'E-mail', type: 'email', autocomplete: 'username', value: email, failure })}
      ${field({
        name: 'password',
        label: 'Password',
        type: 'password',
        autocomplete: 'current-password',
        failure,
      })}
      <button>Sign in</button>
    </form>`,
  })
}

function codePage(c: Context<AppEnv>, failure?: AppError) {
  return consolePage(c, {
    title: 'One more step',
    failure,
    body: html`<form class="stack" method="post" action="/operator/code">
        ${field({
          name: 'code',
          label: 'Code',
          hint: 'The six digits in your authenticator app, or one of your recovery codes.',
          autocomplete: 'one-time-code',
          failure,
        })}
        <button>Continue</button>
      </form>
      <p><a href="/operator/sign-in">Start over</a></p>`,
  })
}

type Joining = { token: string; email: string; failure?: AppError }

function joinPage(c: Context<AppEnv>, { token, email, failure }: Joining) {
  return consolePage(c, {
    title: 'Join as an operator',
    failure,
    body: html`<p>
        You sign in as <strong>${email}</strong>. After the password you set up an authenticator app.
      </p>
      <form class="stack" method="post" action="/operator/join">
        <input type="hidden" name="token" value="${token}" />
        ${username(email)}
        ${field({
          name: 'password',
          label: 'New password',
          hint: 'At least ten characters, whichever you like.',
          type: 'password',
          autocomplete: 'new-password',
          failure,
        })}
        <button>Continue</button>
      </form>`,
  })
}
