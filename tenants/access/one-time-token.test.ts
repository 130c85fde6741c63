import { expect, test } from 'vitest'
import { auditLog, oneTimeTokens } from '../../db/tenant/schema/index.ts'
import { makeTenant, type TestTenant } from '../../tests/support/make-tenant.ts'
import type { TenantContext } from '../context.ts'
import { days, hours, minutes } from '../durations.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import {
  insertOneTimeToken,
  makeOneTimeLink,
  readOneTimeToken,
  spending,
  spendOneTimeToken,
  type TokenPurpose,
} from './one-time-token.ts'

const email = 'elena@example.test'

async function makeLink({ ctx }: Pick<TestTenant, 'ctx'>, purpose: TokenPurpose = 'register') {
  const { tokenId, statements } = insertOneTimeToken(ctx, { purpose, email })
  await ctx.db.write(statements)
  return makeOneTimeLink(ctx, tokenId)
}

const read = (ctx: TenantContext, text: string, purpose: TokenPurpose = 'register') =>
  readOneTimeToken(ctx, text, purpose).then(
    () => 'good',
    (error: { code: string }) => error.code,
  )

/** Uses a link up, with an entry in the audit log as the deed. */
async function spend(ctx: TenantContext, text: string): Promise<void> {
  const row = await readOneTimeToken(ctx, text, 'register')
  const deed = insertAudit(ctx, { actor: 'system', action: 'test', subjectId: row.id })
  await spending(ctx.db.write([spendOneTimeToken(ctx, row), deed]))
}

test('looking at a link does not use it up; using it does', async () => {
  const studio = await makeTenant()
  const link = await makeLink(studio)
  for (let look = 0; look < 3; look++) expect(await read(studio.ctx, link)).toBe('good')

  await spend(studio.ctx, link)
  expect(await read(studio.ctx, link)).toBe('link_spent')
})

test('of twenty who use a link at once one succeeds, and of the others nothing is carried out', async () => {
  const studio = await makeTenant()
  const link = await makeLink(studio)
  const rows = await Promise.all(
    Array.from({ length: 20 }, () => readOneTimeToken(studio.makeContext(), link, 'register')),
  )
  const tries = await Promise.allSettled(
    rows.map((row) => {
      const ctx = studio.makeContext()
      const deed = insertAudit(ctx, { actor: 'system', action: 'test', subjectId: row.id })
      return spending(ctx.db.write([deed, spendOneTimeToken(ctx, row)]))
    }),
  )

  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const reasons = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason as { code: string }] : []))
  expect(new Set(reasons.map(({ code }) => code))).toEqual(new Set(['link_spent']))
  const [done] = await studio.ctx.db.read([studio.ctx.db.orm.select().from(auditLog)])
  expect(done).toHaveLength(1)
})

test.each([
  ['register', hours(24)],
  ['sign_in', minutes(10)],
  ['reset_password', minutes(30)],
  ['change_email', hours(24)],
  ['join', days(7)],
] as const)('a link to %s lives %d ms', async (purpose, life) => {
  const studio = await makeTenant()
  const link = await makeLink(studio, purpose)

  studio.clock.advance(life - 1)
  expect(await read(studio.ctx, link, purpose)).toBe('good')
  studio.clock.advance(1)
  expect(await read(studio.ctx, link, purpose)).toBe('link_spent')
})

test('a link that was read while it lived is not used up after that', async () => {
  const studio = await makeTenant()
  const row = await readOneTimeToken(studio.ctx, await makeLink(studio), 'register')
  studio.clock.advance(hours(24))

  await expect(spending(studio.ctx.db.write([spendOneTimeToken(studio.ctx, row)]))).rejects.toMatchObject({
    code: 'link_spent',
  })
})

test('a newer link of the same kind to the same address takes the place of the older', async () => {
  const studio = await makeTenant()
  const first = await makeLink(studio)
  const other = await makeLink(studio, 'sign_in')
  const second = await makeLink(studio)

  expect(await read(studio.ctx, first)).toBe('link_spent')
  expect(await read(studio.ctx, second)).toBe('good')
  expect(await read(studio.ctx, other, 'sign_in')).toBe('good')
})

test('one answer for whatever is not our link for this, here, letter by letter', async () => {
  const studio = await makeTenant()
  const elsewhere = await makeTenant()
  const link = await makeLink(studio)
  const [tokenId = '', keyId, signature = ''] = link.split('.')
  const { tokenId: unmade } = insertOneTimeToken(studio.ctx, { purpose: 'register', email })
  const nextLetter = String.fromCharCode(signature.charCodeAt(42) + 1)
  const forgeries = [
    '',
    '.',
    '..',
    tokenId,
    `${tokenId}.${keyId}`,
    `${tokenId}.${keyId}.`,
    `${tokenId}..${signature}`,
    `${tokenId}.gone.${signature}`,
    link.slice(0, -1),
    `${link}A`,
    `${link}.`,
    `${link}=`,
    ` ${link}`,
    link.toUpperCase(),
    tokenId.toUpperCase() + link.slice(tokenId.length),
    link.slice(0, -1) + nextLetter,
    `${tokenId}.${keyId}.${'A'.repeat(43)}`,
    `${tokenId}.${keyId}.%00`,
    'x'.repeat(10_000),
    await makeOneTimeLink(studio.ctx, unmade),
    await makeOneTimeLink(elsewhere.ctx, tokenId),
    await makeLink(elsewhere),
    "' OR 1=1 --",
  ]

  for (const forgery of forgeries) expect(await read(studio.ctx, forgery), forgery).toBe('link_spent')
  expect(await read(studio.ctx, link, 'reset_password')).toBe('link_spent')
  expect(await read(studio.ctx, link)).toBe('good')
})

test('a link outlives the key it was made with, as long as that is known', async () => {
  const studio = await makeTenant()
  const link = await makeLink(studio)
  const newer = { id: 'new', secret: new Uint8Array(32).fill(9) }

  expect(await read(studio.makeContext({ keys: [newer, ...studio.ctx.keys] }), link)).toBe('good')
  expect(await read(studio.makeContext({ keys: [newer] }), link)).toBe('link_spent')
})

test('neither the link nor what it could be guessed from is kept', async () => {
  const studio = await makeTenant()
  const link = await makeLink(studio)
  const [rows] = await studio.ctx.db.read([studio.ctx.db.orm.select().from(oneTimeTokens)])

  expect(JSON.stringify(rows)).not.toContain(link.split('.')[2])
  expect(rows).toHaveLength(1)
})
