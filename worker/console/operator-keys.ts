import type { Hono } from 'hono'
import { html } from 'hono/html'
import { createOperatorKey } from '../../tenants/operators/create-operator-key.ts'
import { revokeOperatorKey } from '../../tenants/operators/revoke-operator-key.ts'
import type { AppEnv } from '../app-env.ts'
import { carryOut, readForm } from './console-form.ts'
import { consolePage } from './console-page.ts'
import { operatorsPage } from './operators.ts'

/** Keys for programs of the operators': made, shown once, revoked. */
export function addKeyForms(pages: Hono<AppEnv>): void {
  pages.post('/operators/keys', async (c) => {
    const typed = await readForm(c)
    const days = typed('days')
    return carryOut(
      async () => {
        const { secret } = await createOperatorKey(c.var.platform, {
          name: typed('name'),
          role: typed('role'),
          expiresInDays: days === 'never' ? 'never' : Number(days || 365),
        })
        return consolePage(c, {
          title: 'Keep this key',
          body: html`<p>It is shown only now. Whoever has it may do what its role may.</p>
            <p><code>${secret}</code></p>
            <p><a href="/operator/operators#keys">I have saved it</a></p>`,
        })
      },
      (failure) => operatorsPage(c, { failure }),
    )
  })
  pages.post('/operators/revoke', async (c) => {
    await revokeOperatorKey(c.var.platform, { keyId: (await readForm(c))('key') })
    return c.redirect('/operator/operators#keys', 303)
  })
}
