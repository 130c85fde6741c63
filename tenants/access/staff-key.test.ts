import { expect, test } from 'vitest'
import { apiKeys } from '../../db/tenant/schema/index.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { createStaffKey } from './create-staff-key.ts'
import { findStaff } from './find-staff.ts'
import { isMeantAsStaffKey, isStaffKey, makeStaffKey } from './staff-key.ts'

test('each key is another one, and looks like one', () => {
  const keys = Array.from({ length: 50 }, makeStaffKey)

  expect(new Set(keys).size).toBe(50)
  expect(keys.every((key) => isStaffKey(key) && isMeantAsStaffKey(key))).toBe(true)
})

test('whoever has the key is the staff of that key', async () => {
  const { ctx } = await makeTenant()
  await createStaffKey(ctx, { name: 'Another' })
  const { keyId, key } = await createStaffKey(ctx, { name: 'Till' })

  expect(await findStaff(ctx, key)).toMatchObject({ kind: 'staff', id: keyId, trainerId: null })
})

test('the key itself is not kept', async () => {
  const { ctx } = await makeTenant()
  const { key } = await createStaffKey(ctx, { name: 'Till' })
  const [rows] = await ctx.db.read([ctx.db.orm.select().from(apiKeys)])

  expect(rows).toHaveLength(1)
  expect(JSON.stringify(rows)).not.toContain(key.slice(4))
  expect(await findStaff(ctx, rows[0]?.keyHash ?? '').catch((error: unknown) => error)).toMatchObject({
    code: 'unauthorized',
  })
})
