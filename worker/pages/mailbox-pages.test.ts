import { afterEach, expect, test, vi } from 'vitest'
import type { Mail } from '../../tenants/messages/mail-port.ts'
import { makeDevMailbox } from '../providers/dev-mailbox.ts'
import { IRON, makeSite, PLATFORM, type Site } from '../testing/make-site.ts'

afterEach(() => vi.useRealTimers())

function makeMail(changes: Partial<Mail> = {}): Mail {
  return {
    idempotencyKey: 'booking-confirmed/1',
    from: '"Iron Works" <bookings@example.test>',
    to: 'ana@example.test',
    replyTo: 'hello@ironworks.example.test',
    subject: 'Вашият час & <потвърждение>',
    html: '<p style="color:red">Здравей</p><script>alert(1)</script>',
    text: 'Здравей <b>',
    attachments: [
      { filename: 'час.ics', contentType: 'text/calendar; charset=utf-8', content: 'BEGIN:VCALENDAR' },
    ],
    tags: { kind: 'confirmation' },
    ...changes,
  }
}

function send({ fakes }: Site, mail: Mail, sentAt = 1_000) {
  return makeDevMailbox(fakes.mailbox.kv, () => sentAt).send(mail)
}

async function list({ ask }: Site, query = '') {
  const answer = await ask({ path: `/dev/mailbox.json${query}`, host: PLATFORM })
  return ((await answer.json()) as { data: { id: string; to: string; subject: string }[] }).data
}

test('tools read what was sent to someone, the newest first', async () => {
  const site = await makeSite()
  await send(site, makeMail({ idempotencyKey: 'a', subject: 'first' }), 1_000)
  await send(site, makeMail({ idempotencyKey: 'b', subject: 'second' }), 2_000)
  await send(site, makeMail({ idempotencyKey: 'c', to: 'bo@example.test' }), 3_000)

  expect((await list(site)).map(({ to }) => to)).toEqual([
    'bo@example.test',
    'ana@example.test',
    'ana@example.test',
  ])
  const [newest] = await list(site, '?to=ana@example.test')
  expect(newest).toEqual({
    id: expect.any(String),
    sent_at: '1970-01-01T00:00:02.000Z',
    from: '"Iron Works" <bookings@example.test>',
    to: 'ana@example.test',
    reply_to: 'hello@ironworks.example.test',
    subject: 'second',
    html: expect.stringContaining('Здравей'),
    text: 'Здравей <b>',
    attachments: [
      { filename: 'час.ics', content_type: 'text/calendar; charset=utf-8', content: 'BEGIN:VCALENDAR' },
    ],
    tags: { kind: 'confirmation' },
  })
})

test('the same idempotency key is one mail, also when sent twice at once', async () => {
  const site = await makeSite()
  const results = await Promise.all([send(site, makeMail()), send(site, makeMail())])
  await send(site, makeMail({ subject: 'again' }), 9_000)

  expect(results[0]).toEqual(results[1])
  expect((await list(site)).map(({ subject }) => subject)).toEqual(['Вашият час & <потвърждение>'])
})

test('people see the list and each mail as it would look, shut in a frame that runs nothing', async () => {
  const site = await makeSite()
  await send(site, makeMail())
  const [mail] = await list(site)
  const path = `/dev/mailbox/${mail?.id}`
  const at = async (suffix: string) => site.ask({ path: path + suffix, host: PLATFORM })

  const listed = await (await site.ask({ path: '/dev/mailbox', host: PLATFORM })).text()
  expect(listed).toContain(`href="${path}"`)
  expect(listed).toContain('Вашият час &amp; &lt;потвърждение&gt;')
  const page = await (await at('')).text()
  expect(page).toContain(`<iframe`)
  expect(page).toContain('sandbox="allow-popups"')
  expect(page).toContain('Здравей &lt;b&gt;')
  const html = await at('/html')
  expect(html.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox allow-popups$/)
  const file = await at('/attachments/0')
  expect(file.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
  expect(file.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''%D1%87%D0%B0%D1%81.ics")
  expect(await file.text()).toBe('BEGIN:VCALENDAR')
})

test.each(['/dev/mailbox/nope', '/dev/mailbox/nope/html', '/dev/mailbox/nope/attachments/0', '/dev/nope'])(
  '%s is not there',
  async (path) => {
    const { ask } = await makeSite()

    expect((await ask({ path, host: PLATFORM })).status).toBe(404)
  },
)

test('a studio’s host has no mailbox, and production has none at all', async () => {
  const development = await makeSite()
  const production = await makeSite({ isProduction: true })

  for (const path of ['/dev/mailbox', '/dev/mailbox.json']) {
    expect((await development.ask({ path, host: IRON })).status).toBe(404)
    expect((await production.ask({ path, host: PLATFORM })).status).toBe(404)
  }
  expect(await (await production.ask({ path: '/', host: PLATFORM })).text()).not.toContain('mailbox')
})
