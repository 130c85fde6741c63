import ICAL from 'ical.js'
import { expect, test } from 'vitest'
import {
  consents,
  locations,
  notificationRules,
  pushSubscriptions,
  services,
  settings,
  trainers,
} from '../../db/tenant/schema/index.ts'
import type { Mail } from '../../tenants/messages/mail-port.ts'
import type { PushNotice } from '../../tenants/messages/push-port.ts'
import { sendDueMessages } from '../../tenants/messages/send-due-messages.ts'
import type { Sms } from '../../tenants/messages/sms-port.ts'
import { sealPushAddress } from '../../tenants/push/push-address.ts'
import { makeMailbox } from '../fakes/mailbox.ts'
import { makeBooking } from '../support/make-booking.ts'
import { MAIL_FROM } from '../support/make-outbox.ts'
import { makeTenant } from '../support/make-tenant.ts'
import { sendSmsAs } from '../support/send-sms-as.ts'

// Whatever somebody is called, and whatever a studio calls what it has: it is text in every message, on every channel,
// and nothing else.

const PHONE = '+359888123456'

const names: [what: string, name: string][] = [
  ['a second header', 'Ann\r\nBcc: evil@example.test'],
  ['a second address', 'Ann" <evil@example.test>, "'],
  ['markup', '<img src=x onerror=alert(1)><a href="https://evil.example">Ann</a>'],
  ['the end of an attribute', '" onmouseover="alert(1)'],
  ['a second event', 'Ann\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:Evil'],
  ['another property', 'Ann\nATTENDEE:mailto:evil@example.test'],
  ['separators of calendars', 'Ann;LANGUAGE=x,y\\n:z'],
  ['the other direction', 'Ann\u202eexe.moc\u2066'],
  ['a placeholder', '{{studio}} {{{service}}} {{#when}}x{{/when}}'],
  ['controls', 'Ann\u0007\u001b[31m\u009f'],
  ['separators of lines', 'Ann\u2028Bcc: evil@example.test\u2029x\u0085y'],
]

/** A studio in which everything and everybody is called that, and what goes out when one of them books. */
async function sendCalled(name: string) {
  const studio = await makeTenant()
  const { ctx } = studio
  const { db } = ctx
  const named = { en: name, bg: name }
  await sendSmsAs(ctx, { smsCountries: ['BG'] })
  const booking = await makeBooking(studio, {
    contactFirstName: name,
    contactLastName: name,
    contactPhone: PHONE,
    locale: 'en',
  })
  const address = {
    endpoint: 'https://push.example.com/1',
    p256dh: Buffer.concat([Buffer.from([4]), Buffer.alloc(64, 1)]).toString('base64url'),
    auth: Buffer.alloc(16, 1).toString('base64url'),
  }
  await db.write([
    db.orm.update(settings).set({ studioName: named, tagline: named }),
    db.orm.update(services).set({ name: named }),
    db.orm.update(trainers).set({ name: named }),
    db.orm.update(locations).set({ name: named, address: named }),
    db.orm.insert(consents).values({
      id: 'con_1',
      clientId: booking.clientId,
      kind: 'sms',
      isGiven: true,
      text: 'Yes.',
      version: '1',
      at: 0,
      source: 'account',
      actor: 'client',
      phone: PHONE,
    }),
    db.orm.insert(pushSubscriptions).values({
      id: 'psh_1',
      clientId: booking.clientId,
      endpointHash: 'one',
      sealed: await sealPushAddress(ctx, 'psh_1', address),
      device: name,
      createdAt: 0,
    }),
    db.orm.insert(notificationRules).values([
      { id: 'nrl_1', kind: 'booking_confirmed', channel: 'sms', createdAt: 0 },
      { id: 'nrl_2', kind: 'booking_confirmed', channel: 'push', createdAt: 0 },
    ]),
  ])
  await makeBooking(studio, {
    startsAt: booking.startsAt + 86_400_000,
    contactFirstName: name,
    contactLastName: name,
    contactPhone: PHONE,
    locale: 'en',
  })
  const mailbox = makeMailbox()
  const texts: Sms[] = []
  const pushes: PushNotice[] = []
  await sendDueMessages(studio.makeContext({ actor: { kind: 'system' } }), {
    mail: mailbox.port,
    mailFrom: MAIL_FROM,
    sms: {
      send: async (sms) => ({ ok: true, providerId: `SM${texts.push(sms)}`, segments: 1 }),
      find: async () => [],
    },
    push: { send: async (_address, notice) => (pushes.push(notice), { ok: true }) },
  })
  return { mails: mailbox.mails, texts, pushes }
}

// oxlint-disable-next-line no-control-regex -- finding them is the purpose
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/

test.each(names)('a name with %s is text in every message', async (_what, name) => {
  const { mails, texts, pushes } = await sendCalled(name)
  expect([mails.length, texts.length, pushes.length]).toEqual([2, 1, 1])
  for (const mail of mails) {
    expectOneOfEachHeader(mail)
    expectInertMarkup(mail)
    expectOneEvent(mail)
  }
  for (const { to, body } of texts) {
    expect(to).toBe(PHONE)
    expect(body.replaceAll('\n', '')).not.toMatch(CONTROLS)
    expect(body.match(/https?:\/\/\S+/g)).toEqual([
      expect.stringMatching(/^https:\/\/book\.ironworks\.test\//),
    ])
    expect(body).not.toMatch(/evil\.example/)
  }
  for (const { title, body, url } of pushes) {
    expect(`${title}${body}`).not.toMatch(CONTROLS)
    expect(url).toMatch(/^https:\/\/book\.ironworks\.test\//)
  }
})

function expectOneOfEachHeader({ from, to, replyTo, subject, headers }: Mail): void {
  expect(to).toBe('elena@example.test')
  expect(from).toMatch(/^("[^"\\<>\r\n]*" )?<?bookings@mail\.example\.test>?$/)
  expect(replyTo).toBe('hello@ironworks.example.test')
  for (const value of [from, to, replyTo, subject, ...Object.values(headers ?? {})]) {
    expect(value).not.toMatch(CONTROLS)
  }
}

/** Every tag is one of ours, and every link leads to the studio. */
function expectInertMarkup({ html, text }: Mail): void {
  expect(html).not.toMatch(/<img|<script|<iframe|<[^>]*\son\w+\s*=/i)
  const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, href = '']) => href)
  for (const href of links) expect(href).toMatch(/^(https:\/\/book\.ironworks\.test\/|tel:|mailto:hello@)/)
  expect(`${html}${text}`.replaceAll(/[\n\t]/g, '')).not.toMatch(CONTROLS)
}

function expectOneEvent({ attachments }: Mail): void {
  const [file, ...others] = attachments
  expect(others).toEqual([])
  const calendar = new ICAL.Component(ICAL.parse(file?.content ?? ''))
  const events = calendar.getAllSubcomponents('vevent')
  expect(events).toHaveLength(1)
  const attendees = events[0]?.getAllProperties('attendee').map((one) => String(one.getFirstValue())) ?? []
  expect(attendees).toEqual(['MAILTO:elena@example.test'])
}
