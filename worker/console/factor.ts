import type { Context, Hono } from 'hono'
import { html, raw } from 'hono/html'
import { beginTotp } from '../../tenants/access/factors/begin-totp.ts'
import { confirmTotp } from '../../tenants/access/factors/confirm-totp.ts'
import type { TotpOffer } from '../../tenants/access/factors/describe-totp.ts'
import { getOfferedTotp } from '../../tenants/access/factors/get-offered-totp.ts'
import { regenerateRecoveryCodes } from '../../tenants/access/factors/regenerate-recovery-codes.ts'
import { requireLogin } from '../../tenants/access/require-login.ts'
import type { AppError } from '../../tenants/errors.ts'
import { requireOperator } from '../../tenants/operators/require-operator.ts'
import type { AppEnv } from '../app-env.ts'
import { carryOut, readForm } from './console-form.ts'
import { field, consolePage } from './console-page.ts'

/** The second factor: set up before anything else opens, and its recovery codes. */
export function addFactorPages(pages: Hono<AppEnv>): void {
  pages.get('/set-up', async (c) => {
    if (requireLogin(c.var.platform).hasSecondFactor) return c.redirect('/operator', 303)
    return setUpPage(c)
  })
  pages.post('/set-up', async (c) => {
    await beginTotp(c.var.platform)
    return c.redirect('/operator/set-up', 303)
  })
  pages.post('/set-up/confirm', async (c) => {
    const code = (await readForm(c))('code')
    return carryOut(
      async () => codesPage(c, await confirmTotp(c.var.platform, { code })),
      (failure) => setUpPage(c, failure),
    )
  })

  pages.post('/recovery-codes', async (c) => {
    requireOperator(c.var.platform)
    return codesPage(c, await regenerateRecoveryCodes(c.var.platform))
  })
}

/** Looking at it offers nothing: what is there to be scanned was asked for with the button. */
async function setUpPage(c: Context<AppEnv>, failure?: AppError) {
  const offer = await getOfferedTotp(c.var.platform)
  return consolePage(c, {
    title: 'Set up your second factor',
    failure,
    body: offer
      ? scanForm(offer, failure)
      : html`<p>
            Besides your password you show a code that an authenticator app on your telephone makes. Nothing
            else opens before.
          </p>
          <form method="post" action="/operator/set-up"><button>Begin</button></form>`,
  })
}

function scanForm({ secret, uri, qrSvg }: TotpOffer, failure?: AppError) {
  return html`<p>Scan this with the app, or <a href="${uri}">open it</a> on this device.</p>
    <div class="qr" role="img" aria-label="QR code of the secret below">${raw(qrSvg)}</div>
    <p>Or type: <code>${secret.replaceAll(/(.{4})(?!$)/g, '$1 ')}</code></p>
    <form class="stack" method="post" action="/operator/set-up/confirm">
      ${field({
        name: 'code',
        label: 'Code',
        hint: 'The six digits that the app shows now.',
        autocomplete: 'one-time-code',
        failure,
      })}
      <button>Turn it on</button>
    </form>`
}

function codesPage(c: Context<AppEnv>, { recoveryCodes }: { recoveryCodes: string[] }) {
  return consolePage(c, {
    title: 'Keep these recovery codes',
    body: html`<p>
        Each lets you in once in place of the app, should you lose it. They are shown now and never again; any
        older ones are void.
      </p>
      <ol class="codes">
        ${recoveryCodes.map((code) => html`<li>${code}</li>`)}
      </ol>
      <form action="/operator"><button>I have saved them</button></form>`,
  })
}
