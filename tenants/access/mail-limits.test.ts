import { expect, test } from 'vitest'
import { messages } from '../../db/tenant/schema/index.ts'
import { addPerson } from '../../tests/support/add-person.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import type { TenantContext } from '../context.ts'
import { minutes } from '../durations.ts'
import { forgotPassword } from './forgot-password.ts'
import { register } from './register.ts'
import { sendSignInLink } from './send-sign-in-link.ts'

const name = { firstName: 'Elena', lastName: 'Ivanova' }

async function readMails({ db }: TenantContext) {
  const [rows] = await db.read([
    db.orm.select({ kind: messages.kind, to: messages.recipient }).from(messages),
  ])
  return rows
}

test('whoever asks for mails in somebody’s name does not keep the way back in from them', async () => {
  const { ctx, makeContext } = await makeTenant()
  const { email } = await addPerson(ctx)
  const attacker = makeContext({ visitor: { network: '198.51.100.66', userAgent: '' } })
  for (let count = 0; count < 5; count++) await register(attacker, { ...name, email })
  for (let count = 0; count < 5; count++) await sendSignInLink(attacker, { email })
  await forgotPassword(ctx, { email })

  const kinds = (await readMails(ctx)).map(({ kind }) => kind)
  expect(kinds.filter((kind) => kind === 'account_exists')).toHaveLength(3)
  expect(kinds.filter((kind) => kind === 'account_sign_in')).toHaveLength(3)
  expect(kinds.filter((kind) => kind === 'account_reset')).toHaveLength(1)
})

test('a mailbox is one, in whatever way its address is written', async () => {
  const { ctx, clock } = await makeTenant()
  const ways = [
    'ann.bell@example.test',
    'Ann.Bell+1@example.test',
    'annbell+2.3@example.test',
    'a.nnbell@EXAMPLE.test',
  ]
  for (const email of ways) await register(ctx, { ...name, email })
  expect(await readMails(ctx)).toHaveLength(3)

  await register(ctx, { ...name, email: 'ann.bell@example.com' })
  await register(ctx, { ...name, email: 'anne.bell@example.test' })
  expect(await readMails(ctx)).toHaveLength(5)
  clock.advance(minutes(15))
  await register(ctx, { ...name, email: 'ann.bell+4@example.test' })
  expect(await readMails(ctx)).toHaveLength(6)
})
