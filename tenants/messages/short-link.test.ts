import { expect, test } from 'vitest'
import { failureOf } from '../../tests/support/failure-of.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { makeShortCode, readShortCode } from '../access/short-code.ts'
import { makeManageUrl } from '../bookings/manage-url.ts'
import { makeId } from '../ids.ts'
import { makeEntryUrl } from '../waitlist/entry-url.ts'
import { followShortLink } from './short-link.ts'

const booking = makeId('bkg')
const entry = makeId('wle')

test('the link of a text message leads to what the long one does', async () => {
  const { ctx } = await makeTenant()
  expect(await followShortLink(ctx, await makeShortCode(ctx, booking))).toBe(
    await makeManageUrl(ctx, booking),
  )
  expect(await followShortLink(ctx, await makeShortCode(ctx, entry))).toBe(await makeEntryUrl(ctx, entry))
})

test('opens nothing that we never made, and nothing of another studio', async () => {
  const { ctx } = await makeTenant()
  const code = await makeShortCode(ctx, booking)
  const id = booking.slice(4)
  const first = code.startsWith('A') ? 'B' : 'A'
  const wrong = [
    '',
    id,
    `AAAAAAAA${id}`,
    first + code.slice(1),
    code.slice(0, -1),
    `${code}0`,
    (await makeShortCode(ctx, entry)).slice(0, 8) + id,
    await makeShortCode({ ...ctx, tenant: { ...ctx.tenant, id: 'ten_other' } }, booking),
  ]
  for (const one of wrong) {
    expect(await readShortCode(ctx, one)).toBeUndefined()
    expect(await failureOf(followShortLink(ctx, one))).toBe('not_found')
  }
})

test('a code of an older key is still read, until that key is gone', async () => {
  const { ctx } = await makeTenant()
  const [old] = ctx.keys
  const newer = { ...old, id: 'k9', secret: new Uint8Array(32).fill(99) }
  const code = await makeShortCode(ctx, booking)
  expect(await readShortCode({ ...ctx, keys: [newer, old] }, code)).toBe(booking)
  expect(await readShortCode({ ...ctx, keys: [newer] }, code)).toBeUndefined()
})
