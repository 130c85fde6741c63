import type { Context, Hono } from 'hono'
import { html } from 'hono/html'
import { changePassword } from '../../tenants/access/change-password.ts'
import { confirmPassword } from '../../tenants/access/confirm-password.ts'
import { endDevice, endOtherDevices } from '../../tenants/access/end-device.ts'
import { getSecondFactor } from '../../tenants/access/factors/get-second-factor.ts'
import { listDevices, type Device } from '../../tenants/access/list-devices.ts'
import { requireLogin } from '../../tenants/access/require-login.ts'
import { safeNext } from '../../tenants/access/safe-next.ts'
import type { AppError } from '../../tenants/errors.ts'
import { requireOperator } from '../../tenants/operators/require-operator.ts'
import type { AppEnv } from '../app-env.ts'
import { carryOut, readForm } from './console-form.ts'
import { field, instant, consolePage, username } from './console-page.ts'

/** What an operator has of their own: who they are, where they are signed in, their password. */
export function addAccountPages(pages: Hono<AppEnv>): void {
  pages.get('/account', (c) => homePage(c))
  pages.post('/devices', async (c) => {
    const { platform } = c.var
    requireOperator(platform)
    const deviceId = (await readForm(c))('device')
    await (deviceId === '' ? endOtherDevices(platform) : endDevice(platform, { deviceId }))
    return c.redirect('/operator/account', 303)
  })

  pages.get('/password', (c) => passwordPage(c))
  pages.post('/password', async (c) => {
    requireOperator(c.var.platform)
    const typed = await readForm(c)
    const [currentPassword, newPassword] = [typed('currentPassword'), typed('newPassword')]
    return carryOut(
      async () => {
        await changePassword(c.var.platform, { currentPassword, newPassword })
        return c.redirect('/operator/account', 303)
      },
      (failure) => passwordPage(c, failure),
    )
  })

  pages.get('/confirm', (c) => confirmPage(c))
  pages.post('/confirm', async (c) => {
    const password = (await readForm(c))('password')
    return carryOut(
      async () => {
        const { cookie } = await confirmPassword(c.var.platform, { password })
        c.header('Set-Cookie', cookie)
        return c.redirect(safeNext(c.req.query('next'), '/operator'), 303)
      },
      (failure) => confirmPage(c, failure),
    )
  })
}

async function homePage(c: Context<AppEnv>) {
  const { user } = requireOperator(c.var.platform)
  const devices = await listDevices(c.var.platform)
  const { totpSince, recoveryCodesLeft } = await getSecondFactor(c.var.platform)
  return consolePage(c, {
    title: 'Your account',
    body: html`<dl>
        <dt>Name</dt>
        <dd>${user.name}</dd>
        <dt>E-mail</dt>
        <dd>${user.email}</dd>
        <dt>Role</dt>
        <dd>${c.var.platform.login?.role ?? ''}</dd>
        <dt>Second factor</dt>
        <dd>since ${instant(totpSince ?? 0)}</dd>
        <dt>Recovery codes</dt>
        <dd>${recoveryCodesLeft} left</dd>
      </dl>
      <p><a href="/operator/password">Change password</a></p>
      <form method="post" action="/operator/recovery-codes">
        <button class="plain">Make new recovery codes</button>
      </form>
      <h2>Where you are signed in</h2>
      <ul class="rows">
        ${devices.map(deviceRow)}
      </ul>
      ${
        devices.length > 1
          ? html`<form method="post" action="/operator/devices">
              <button class="plain">Sign out everywhere else</button>
            </form>`
          : ''
      }`,
  })
}

function deviceRow({ id, userAgent, network, lastSeenAt, isCurrent }: Device) {
  return html`<li>
    <span>
      ${userAgent || 'Unknown browser'}<br />
      <span class="quiet">${network || 'unknown network'} · ${instant(lastSeenAt)}</span>
    </span>
    ${
      isCurrent
        ? html`<span class="quiet">this one</span>`
        : html`<form method="post" action="/operator/devices">
            <input type="hidden" name="device" value="${id}" />
            <button class="plain">Sign out</button>
          </form>`
    }
  </li>`
}

function passwordPage(c: Context<AppEnv>, failure?: AppError) {
  const { user } = requireOperator(c.var.platform)
  return consolePage(c, {
    title: 'Change password',
    failure,
    body: html`<p>Everywhere else you will be signed out.</p>
      <form class="stack" method="post" action="/operator/password">
        ${username(user.email)}
        ${field({
          name: 'currentPassword',
          label: 'Current password',
          type: 'password',
          autocomplete: 'current-password',
          failure,
        })}
        ${field({
          name: 'newPassword',
          label: 'New password',
          hint: 'At least ten characters, whichever you like.',
          type: 'password',
          autocomplete: 'new-password',
          failure,
        })}
        <button>Change it</button>
      </form>`,
  })
}

/** Asked of whoever has been in for a while, before what a borrowed browser must not do. */
function confirmPage(c: Context<AppEnv>, failure?: AppError) {
  const { user } = requireLogin(c.var.platform)
  const next = safeNext(c.req.query('next'), '/operator')
  return consolePage(c, {
    title: 'Is it still you?',
    failure,
    body: html`<form class="stack" method="post" action="/operator/confirm?next=${encodeURIComponent(next)}">
      ${username(user.email)}
      ${field({
        name: 'password',
        label: 'Password',
        type: 'password',
        autocomplete: 'current-password',
        failure,
      })}
      <button>Continue</button>
    </form>`,
  })
}
