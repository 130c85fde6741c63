import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { users } from '../../db/tenant/schema/index.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { makeUser } from '../../tests/support/open-login.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { writeIfChanged } from './write-if-changed.ts'

async function rename(from: string) {
  const tenant = await makeTenant()
  const id = await makeUser(tenant, 'elena@example.test')
  const { ctx } = tenant
  const { orm } = ctx.db
  const isDone = await writeIfChanged(ctx.db, [
    orm.update(users).set({ name: 'Lena' }).where(eq(users.name, from)),
    orm.update(users).set({ locale: 'bg' }),
    insertAudit(ctx, { actor: 'system', action: 'test', subjectId: id }),
  ])
  const [[user]] = await ctx.db.read([orm.select().from(users)])
  return { isDone, name: user?.name, locale: user?.locale }
}

test('what follows a change is done with it', async () => {
  expect(await rename('Elena')).toEqual({ isDone: true, name: 'Lena', locale: 'bg' })
})

test('where nothing changes, nothing is done', async () => {
  expect(await rename('Nobody')).toEqual({ isDone: false, name: 'Elena', locale: 'en' })
})

test('what fails for another reason fails', async () => {
  const { ctx } = await makeTenant()
  const entry = insertAudit(ctx, { actor: 'system', action: 'test', subjectId: 'usr_a' })

  await expect(writeIfChanged(ctx.db, [entry, entry])).rejects.toMatchObject({ kind: 'constraint' })
})
