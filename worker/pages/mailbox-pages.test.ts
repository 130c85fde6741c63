import { afterEach, expect, test, vi } from 'vitest'
import type { Mail } from '../../tenants/messages/mail-port.ts'
import { keepWebhook, makeDevMailbox, makeDevPush, makeDevSms } from '../providers/dev-mailbox.ts'
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
    channel: 'email',
    headers: {},
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

/** One of each channel, a second apart. */
async function keepAll(site: Site) {
  const { kv } = site.fakes.mailbox
  const to = '+359888123456'
  await send(site, makeMail(), 1_000)
  const sms = makeDevSms(kv, () => 2_000)
  await sms.send({ to, from: 'IronWorks', body: 'Утре в 9 <b>', tenantId: 'ten_1', messageId: 'msg_1' })
  const address = { endpoint: 'https://push.example.test/1', p256dh: 'x', auth: 'y' }
  const notice = { title: 'Iron <Works>', body: 'Tomorrow', url: 'https://book.test/x', tag: 'bkg_1' }
  await makeDevPush(kv, () => 3_000).send(address, notice, 9_000)
  const hook = { id: 'evt_1', sentAt: 4_000, to: 'https://hooks.example.test/', event: 'booking.created' }
  await keepWebhook(kv, { ...hook, headers: { 'webhook-id': 'evt_1' }, body: '{"id":"<evt_1>"}' })
  return { to, sms }
}

test('every channel is shown on one page, and each by itself', async () => {
  const site = await makeSite()
  const { to } = await keepAll(site)
  const shown = async (query: string) => {
    const page = await (await site.ask({ path: `/dev/mailbox${query}`, host: PLATFORM })).text()
    return [...page.matchAll(/href="(\/dev\/mailbox\/[^"]+)"/g)].map(([, href]) => href ?? '')
  }

  const all = await shown('')
  expect(all.map((href) => href.split('/')[3])).toEqual(['webhook', 'push', 'sms', expect.any(String)])
  expect(await shown('?channel=sms')).toEqual([all[2]])
  expect(await shown(`?to=${encodeURIComponent(to)}`)).toEqual([all[2]])
  const texts = await Promise.all(all.map(async (path) => (await site.ask({ path, host: PLATFORM })).text()))
  expect(texts[0]).toContain('&quot;&lt;evt_1&gt;&quot;')
  expect(texts[1]).toContain('Iron &lt;Works&gt;')
  expect(texts[2]).toContain('Утре в 9 &lt;b&gt;')
  // A file is there to be read, too.
  expect(texts[3]).toContain('<pre>BEGIN:VCALENDAR</pre>')
})

test('tools ask for one channel, and get e-mail unless they say which', async () => {
  const site = await makeSite()
  const { to } = await keepAll(site)

  expect((await list(site)).map((one) => one.subject)).toEqual(['Вашият час & <потвърждение>'])
  expect(await list(site, `?channel=sms&to=${encodeURIComponent(to)}`)).toEqual([
    expect.objectContaining({ channel: 'sms', to, body: 'Утре в 9 <b>', segments: 1, messageId: 'msg_1' }),
  ])
  expect(await list(site, '?channel=push')).toMatchObject([{ channel: 'push', title: 'Iron <Works>' }])
  expect(await list(site, '?channel=webhook')).toMatchObject([{ event: 'booking.created' }])
})

test('the stand-in for text messages says what it has sent to a number, as a vendor would', async () => {
  const { to, sms } = await keepAll(await makeSite())

  expect(await sms.find({ to, from: null, since: 2_000 })).toMatchObject([
    { to, body: 'Утре в 9 <b>', createdAt: 2_000 },
  ])
  expect(await sms.find({ to, from: null, since: 2_001 })).toEqual([])
  expect(await sms.find({ to, from: 'Nobody', since: 2_000 })).toEqual([])
  expect(await sms.find({ to: '+359888000000', from: null, since: 0 })).toEqual([])
})

test.each([
  '/dev/mailbox/nope',
  '/dev/mailbox/nope/html',
  '/dev/mailbox/nope/attachments/0',
  '/dev/mailbox/sms/nope',
  '/dev/mailbox/pigeon/nope',
  '/dev/mailbox?channel=pigeon',
  '/dev/mailbox.json?channel=pigeon',
  '/dev/nope',
])('%s is not there', async (path) => {
  const { ask } = await makeSite()

  expect((await ask({ path, host: PLATFORM })).status).toBe(404)
})

test('a studio’s host has no mailbox, and production has none at all', async () => {
  const development = await makeSite()
  const production = await makeSite({ isProduction: true })

  for (const path of ['/dev/mailbox', '/dev/mailbox.json']) {
    expect((await development.ask({ path, host: IRON })).status).toBe(404)
    expect((await production.ask({ path, host: PLATFORM })).status).toBe(404)
  }
  expect(await (await production.ask({ path: '/', host: PLATFORM })).text()).not.toContain('mailbox')
})
