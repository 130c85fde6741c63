import { expect, test } from 'vitest'
import { failureOf } from '../../../tests/support/failure-of.ts'
import { justBeforeWrite } from '../../../tests/support/just-before-write.ts'
import { makeTenant } from '../../../tests/support/make-tenant.ts'
import { staffActor } from '../../../tests/support/staff-actor.ts'
import { deleteLegalPage } from './delete-legal-page.ts'
import { getLegalPage } from './get-legal-page.ts'
import { saveLegalPage } from './save-legal-page.ts'

const imprint = { slug: 'imprint', title: { en: 'Imprint' }, body: { en: 'Iron Works Ltd' } }

async function setUp() {
  const { makeContext } = await makeTenant()
  return makeContext({ actor: staffActor })
}

test('a page is written, changed as it was seen, and deleted', async () => {
  const ctx = await setUp()
  const { edition } = await saveLegalPage(ctx, imprint)
  await saveLegalPage(ctx, { ...imprint, title: { en: 'Who we are', bg: 'Кои сме' }, edition })
  expect(await getLegalPage(ctx, imprint)).toMatchObject({
    title: { en: 'Who we are', bg: 'Кои сме' },
    edition: edition + 1,
  })
  expect(await failureOf(saveLegalPage(ctx, { ...imprint, edition }))).toBe('changed_meanwhile')
  await deleteLegalPage(ctx, imprint)
  expect(await failureOf(getLegalPage(ctx, imprint))).toBe('not_found')
  expect(await failureOf(saveLegalPage(ctx, { ...imprint, edition }))).toBe('not_found')
})

test('of two new pages at one address the second is told, also in the same moment', async () => {
  const ctx = await setUp()
  const db = justBeforeWrite(ctx.db, 1, () => saveLegalPage(ctx, imprint))
  const other = { ...imprint, body: { en: 'Lotus Yoga Ltd' } }
  expect(await failureOf(saveLegalPage({ ...ctx, db }, other))).toBe('invalid_input')
  expect((await getLegalPage(ctx, imprint)).body).toEqual(imprint.body)
  expect(await failureOf(saveLegalPage(ctx, other))).toBe('invalid_input')
})

test.each(['new', 'New', 'a b', '../x', '-a', ''])('%j is no address of a page', async (slug) => {
  expect(await failureOf(saveLegalPage(await setUp(), { ...imprint, slug }))).toBe('invalid_input')
})
