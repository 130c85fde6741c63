import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import {
  accountMessageKinds,
  clients,
  invitations,
  oneTimeTokens,
  roles,
  users,
  type OneTimeTokenRow,
} from '../../db/tenant/schema/index.ts'
import { makeOutbox, type TestOutbox } from '../../tests/support/make-outbox.ts'
import { PLATFORM_TENANT_ID } from '../access/access-context.ts'
import { KEY_GRANTS } from '../access/built-in-roles.ts'
import { days, hours, minutes } from '../durations.ts'
import type { Locale } from '../studio/get-catalogue.ts'
import { insertAccountMail, tellUser, type LinkMailKind } from './insert-account-mail.ts'

type Purpose = OneTimeTokenRow['purpose']

const links: Record<LinkMailKind, { purpose: Purpose; life: number }> = {
  account_register: { purpose: 'register', life: hours(24) },
  account_exists: { purpose: 'sign_in', life: minutes(10) },
  account_sign_in: { purpose: 'sign_in', life: minutes(10) },
  account_reset: { purpose: 'reset_password', life: minutes(30) },
  account_change_email: { purpose: 'change_email', life: hours(24) },
  account_join: { purpose: 'join', life: days(7) },
}

/** What is told somebody of their own login. */
const loginKinds = accountMessageKinds.filter(
  (kind) =>
    kind !== 'staff_digest' &&
    kind !== 'template_test' &&
    kind !== 'webhook_disabled' &&
    kind !== 'plan_limit_near',
)

const isLink = (kind: string): kind is LinkMailKind => kind in links

const elena = { id: 'usr_elena', email: 'elena@example.test', name: 'Elena Ivanova' }

async function addUser({ studio: { ctx } }: TestOutbox, changes: Partial<typeof users.$inferInsert> = {}) {
  const { db } = ctx
  await db.write([
    db.orm.insert(users).values({ ...elena, locale: 'en', createdAt: 0, ...changes }),
    db.orm.insert(clients).values({
      id: 'cli_elena',
      email: elena.email,
      firstName: 'Elena',
      lastName: 'Ivanova',
      locale: 'en',
      userId: elena.id,
      createdAt: 0,
    }),
  ])
}

type Wish = { locale?: Locale; token?: Partial<OneTimeTokenRow>; name?: string; role?: string }

/** Writes the token that such a mail carries, and the mail. */
async function sendLink({ studio: { ctx } }: TestOutbox, kind: LinkMailKind, wish: Wish = {}) {
  const { db } = ctx
  const { purpose, life } = links[kind]
  const { locale = 'en', name = 'Elena Ivanova', role = 'front_desk', token } = wish
  const id = 'tok_1'
  await db.write([
    db.orm.insert(oneTimeTokens).values({
      id,
      purpose,
      email: elena.email,
      details: { firstName: name.split(' ')[0] ?? '' },
      createdAt: ctx.now(),
      expiresAt: ctx.now() + life,
      ...token,
    }),
    insertAccountMail(ctx, { kind, oneTimeTokenId: id, recipient: elena.email, locale }),
  ])
  if (purpose !== 'join') return
  const invitation = { id: 'inv_1', email: elena.email, name, role, tokenId: id, invitedBy: '', createdAt: 0 }
  await db.write([db.orm.insert(invitations).values(invitation)])
}

async function receive(outbox: TestOutbox) {
  await outbox.send()
  const [mail] = outbox.mailbox.mails.splice(0)
  if (!mail) throw new Error('nothing was told')
  return mail
}

const english: Record<(typeof loginKinds)[number], string[]> = {
  account_register: [
    'Finish your account at Iron Works',
    'Elena, one more step.',
    'Finish your account:\nhttps://book.ironworks.test/account/register/complete?token=tok_1.',
    'The link works once, for 24 hours.',
    'If it was not you, you can forget this e-mail',
  ],
  account_exists: [
    'You have an account at Iron Works',
    'you already have an account.',
    'https://book.ironworks.test/sign-in/link?token=tok_1.',
    'your account is as it was.',
  ],
  account_sign_in: [
    'Sign in at Iron Works',
    'https://book.ironworks.test/sign-in/link?token=tok_1.',
    'The link works once, for 10 minutes.',
  ],
  account_reset: [
    'A new password at Iron Works',
    'https://book.ironworks.test/reset-password?token=tok_1.',
    'The link works once, for 30 minutes.',
  ],
  account_change_email: [
    'Confirm your new address at Iron Works',
    'https://book.ironworks.test/account/confirm-email?token=tok_1.',
    'The link works once, for 24 hours.',
  ],
  account_join: [
    'Work with us at Iron Works',
    'Elena, you’re invited.',
    'You are invited to work at Iron Works, as: front desk.',
    'https://book.ironworks.test/admin/join?token=tok_1.',
    'The link works once, for 7 days.',
  ],
  account_password_changed: [
    'Your password at Iron Works has changed',
    'Elena, your password has changed.',
    'See your account:\nhttps://book.ironworks.test/account\n',
    'If it was not you, choose a new password at once',
  ],
  account_email_changed: [
    'Your address at Iron Works has changed',
    'If it was not you, reply to this e-mail at once',
  ],
  account_factor_added: ['Another way to prove it is you, at Iron Works', 'was added to your account.'],
  account_factor_removed: [
    'One way less to prove it is you, at Iron Works',
    'was removed from your account.',
  ],
  account_erased: [
    'Your data at Iron Works is erased',
    'Bookings that were still ahead are cancelled.',
    'See our page:\nhttps://book.ironworks.test/\n',
  ],
}

const bulgarian: typeof english = {
  account_register: [
    'Довършете профила си в Железарната',
    'Връзката работи само веднъж, в рамките на 24 часа.',
  ],
  account_exists: ['Вече имате профил в Железарната', 'в рамките на 10 минути.'],
  account_sign_in: ['Вход в Железарната', 'в рамките на 10 минути.'],
  account_reset: ['Нова парола за Железарната', 'в рамките на 30 минути.'],
  account_change_email: ['Потвърдете новия си адрес в Железарната', 'това ли е новият Ви адрес?'],
  account_join: [
    'Работете с нас в Железарната',
    'Поканени сте да работите в Железарната като: рецепция.',
    'в рамките на 7 дни.',
  ],
  account_password_changed: ['Паролата Ви за Железарната е сменена', 'веднага изберете нова парола'],
  account_email_changed: ['Адресът Ви в Железарната е сменен', 'веднага отговорете на този имейл'],
  account_factor_added: ['Още един начин да докажете, че сте Вие, в Железарната', 'е добавен'],
  account_factor_removed: ['Един начин по-малко да докажете, че сте Вие, в Железарната', 'е премахнат'],
  account_erased: ['Данните Ви в Железарната са изтрити', 'Това е последният имейл от нас.'],
}

const said = { en: english, bg: bulgarian }

test.each(loginKinds.flatMap((kind) => [[kind, 'en'] as const, [kind, 'bg'] as const]))(
  'says what there is to say: %s, in %s',
  async (kind, locale) => {
    const outbox = await makeOutbox({
      studio: { settings: { studioName: { en: 'Iron Works', bg: 'Железарната' } } },
    })
    const { ctx } = outbox.studio
    await addUser(outbox, { locale })
    if (isLink(kind)) await sendLink(outbox, kind, { locale, name: locale === 'bg' ? 'Елена' : 'Elena' })
    else await ctx.db.write([ctx.db.orm.run('SELECT 1'), ...tellUser(ctx, { userId: elena.id, kind })])
    const { subject, text, html, to, attachments } = await receive(outbox)

    const [title, ...sentences] = said[locale][kind]
    expect({ subject, to, attachments }).toEqual({ subject: title, to: elena.email, attachments: [] })
    for (const sentence of sentences) expect(text).toContain(sentence)
    // What opens something is drawn by lot, and may read like anything.
    const unlinked = (text + html).replaceAll(/https?:[^\s"]+/g, 'link')
    expect(unlinked).not.toMatch(/undefined|null|NaN|\[object|trainerhub/i)
    expect(text).not.toMatch(/ {2}|\n{3}/)
    expect(html).toContain(`<html dir="ltr" lang="${locale}">`)
    const [link = ''] = /https:\S+/.exec(text) ?? []
    expect(html).toContain(`href="${link}"`)
    if (locale === 'bg') expect(subject + text.replaceAll(/https:\S+|Elena/g, '')).not.toMatch(/[a-z]{2}/i)
  },
)

const hostile = [
  '<img src=x onerror=alert(1)>',
  '0800-call-me\r\nBcc: x@evil.test',
  'Call\u202e0800',
  'http://evil.test/win',
  'Elena.evil.test',
]

test.each(hostile)('lets nobody speak through a name: %j', async (name) => {
  const outbox = await makeOutbox({ studio: { settings: { studioName: { en: `Iron ${name}` } } } })
  const { db } = outbox.studio.ctx
  const custom = { id: 'rol_1', name: `Head ${name}`, grants: KEY_GRANTS, createdAt: 0, updatedAt: 0 }
  await db.write([db.orm.insert(roles).values(custom)])
  await sendLink(outbox, 'account_join', { name, role: 'rol_1' })
  const { subject, text, html, from } = await receive(outbox)

  expect(text).toMatch(/^You’re invited\.\n/)
  expect(text).toContain('as: Head ')
  expect(subject + from).not.toMatch(/[\r\n\u202e]/)
  expect(text + html).not.toMatch(/\u202e|\nBcc/)
  expect(html).not.toContain('<img')
  expect([...html.matchAll(/href="([^"]*)"/g)].map(([, link]) => link?.split('?')[0])).toEqual([
    'https://book.ironworks.test/admin/join',
  ])
})

test('greets whoever asked for an account by the name they gave, when it is one', async () => {
  const outbox = await makeOutbox()
  await sendLink(outbox, 'account_register', { name: 'Zoë' })
  expect((await receive(outbox)).text).toMatch(/^Zoë, one more step\./)
})

test('sends at once, in the middle of the night too, and keeps nothing that opens anything', async () => {
  const outbox = await makeOutbox({ now: Date.UTC(2027, 0, 4, 1) })
  await sendLink(outbox, 'account_sign_in')
  const { text } = await receive(outbox)
  const [, secret = ''] = /token=tok_1\.(\S+)/.exec(text) ?? []
  expect(secret.length).toBeGreaterThan(20)

  const { db } = outbox.studio.ctx
  const [tokens] = await db.read([db.orm.select().from(oneTimeTokens)])
  const rows = await outbox.readMessages()
  expect(rows).toMatchObject([{ kind: 'account_sign_in', state: 'sent', recipient: elena.email }])
  for (const part of secret.split('.')) {
    if (part.length > 4) expect(JSON.stringify([tokens, rows])).not.toContain(part)
  }
})

test('writes one mail for each link, however often the batch is run', async () => {
  const outbox = await makeOutbox()
  await sendLink(outbox, 'account_sign_in')
  const { ctx } = outbox.studio
  const again = { kind: 'account_sign_in', oneTimeTokenId: 'tok_1', recipient: '', locale: 'en' } as const
  await ctx.db.write([insertAccountMail(ctx, again)])
  expect(await outbox.readMessages()).toHaveLength(1)
})

test('leads to the host that the token names', async () => {
  const outbox = await makeOutbox()
  await sendLink(outbox, 'account_sign_in', { token: { details: { host: 'ironworks.localhost' } } })
  expect((await receive(outbox)).text).toContain('https://ironworks.localhost/sign-in/link?token=')
})

test.each([
  ['used', { usedAt: 1 }],
  ['too_late', { expiresAt: 1 }],
] as const)('does not send a link that opens nothing: %s', async (reason, token) => {
  const outbox = await makeOutbox()
  await sendLink(outbox, 'account_reset', { token })
  expect(await outbox.send()).toMatchObject({ sent: 0, skipped: 1 })
  expect(await outbox.readMessages()).toMatchObject([{ state: 'skipped', reason }])
})

test('sends no link to somebody who is disabled, and no invitation that was revoked', async () => {
  const outbox = await makeOutbox()
  const { db } = outbox.studio.ctx
  await addUser(outbox, { status: 'disabled' })
  await sendLink(outbox, 'account_reset', { token: { userId: elena.id } })
  await outbox.send()
  const invited = await makeOutbox()
  await sendLink(invited, 'account_join')
  await invited.studio.ctx.db.write([db.orm.update(invitations).set({ revokedAt: 1 })])
  await invited.send()

  expect(await outbox.readMessages()).toMatchObject([{ state: 'skipped', reason: 'disabled' }])
  expect(await invited.readMessages()).toMatchObject([{ state: 'skipped', reason: 'revoked' }])
})

test('tells the old address when it stands before the change, and nobody on the platform', async () => {
  const outbox = await makeOutbox()
  const { ctx } = outbox.studio
  const { db } = ctx
  const notice = { userId: elena.id, kind: 'account_email_changed' as const }
  await addUser(outbox)
  const [tell] = tellUser(ctx, notice)
  if (!tell) throw new Error('nothing to tell')
  const change = db.orm.update(users).set({ email: 'new@example.test' }).where(eq(users.id, elena.id))
  await db.write([tell, change])
  expect((await receive(outbox)).to).toBe(elena.email)
  expect(tellUser({ ...ctx, tenant: { id: PLATFORM_TENANT_ID, name: '' } }, notice)).toEqual([])
})
