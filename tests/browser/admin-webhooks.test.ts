import { Webhook } from 'standardwebhooks'
import { expect, onTestFinished } from 'vitest'
import { startWebhookReceiver } from '../fakes/webhook-receiver.ts'
import { test, type Visit } from '../support/browser-test.ts'
import { demoLogin, signInAt } from '../support/demo-logins.ts'
import { lotusPortal, words } from '../support/demo-portals.ts'

const { webhooks } = words.en
const { desk } = words.en.admin

const field = ({ page }: Visit, name: string) => page.locator(`[name="${name}"]`)

const press = ({ page, hands }: Visit, role: 'button' | 'link', name: string) =>
  hands.press(page.getByRole('main').getByRole(role, { name, exact: true }))

const told = ({ page }: Visit, text: string) => page.getByRole('status').getByText(text).waitFor()

test.for([true, false])(
  'an address is added, tried out, and deleted (JavaScript: %s)',
  async (withJavaScript, { system, visit }) => {
    const receiver = await startWebhookReceiver()
    onTestFinished(receiver.close)
    const owner = await visit(lotusPortal, {
      withJavaScript,
      expected: [422],
      context: { reducedMotion: 'reduce' },
    })
    await signInAt(owner, demoLogin(system, lotusPortal, 'owner'), '/admin/settings')
    await press(owner, 'link', webhooks.title)
    await press(owner, 'link', webhooks.add)
    await field(owner, 'events.booking.created').check()
    await field(owner, 'url').fill('https://169.254.169.254/')
    await press(owner, 'button', webhooks.makeButton)
    await owner.page.getByText(webhooks.errors['url.not_public']).waitFor()
    await field(owner, 'url').fill(receiver.url)
    await press(owner, 'button', webhooks.makeButton)
    await owner.page.getByRole('heading', { name: webhooks.secretTitle }).waitFor()
    const secret = (await owner.page.locator('code.secret').textContent()) ?? ''
    await press(owner, 'link', webhooks.saved)

    await press(owner, 'button', webhooks.test)
    await told(owner, desk.done.webhookTested)
    await expect.poll(() => receiver.received.length, { timeout: 15_000 }).toBe(1)
    const [{ body, headers } = { body: '', headers: {} }] = receiver.received
    expect(new Webhook(secret).verify(body, headers)).toMatchObject({ type: 'webhook.test' })
    const arrived = owner.page.getByRole('cell').getByText(webhooks.states.delivered)
    await expect
      .poll(async () => {
        await owner.page.reload()
        return arrived.count()
      })
      .toBe(1)

    await press(owner, 'button', webhooks.pause)
    await told(owner, desk.done.webhookPaused)
    await owner.page.getByText(webhooks.reasons.paused).waitFor()
    await press(owner, 'link', webhooks.delete)
    await press(owner, 'button', webhooks.deleteButton)
    await told(owner, desk.done.webhookGone)
  },
)
