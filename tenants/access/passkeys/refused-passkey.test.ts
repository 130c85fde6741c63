import { expect, test } from 'vitest'
import { auditLog } from '../../../db/tenant/schema/index.ts'
import { failureOf } from '../../../tests/support/failure-of.ts'
import { makeTenant } from '../../../tests/support/make-tenant.ts'
import {
  addSoftPasskey,
  confirmSoftly,
  equipWithPasskey,
  ORIGIN,
  signInSoftly,
} from '../../../tests/support/passkey-hands.ts'
import { protectPerson } from '../../../tests/support/protect-person.ts'
import { makePasskey } from '../../../tests/support/software-authenticator.ts'
import type { TenantContext } from '../../context.ts'
import { minutes } from '../../durations.ts'
import { openSession } from '../open-session.ts'
import { beginPasskeyVerification, verifyWithPasskey } from './verify-with-passkey.ts'

const wrong = { isVerified: false }

async function readFailures({ db }: TenantContext) {
  const [rows] = await db.read([db.orm.select().from(auditLog)])
  return rows
    .filter(({ action }) => action.endsWith('failure'))
    .map(({ action, actor, subjectId, after }) => [action, actor, subjectId, after])
}

test('every passkey that is refused is written down, wherever it was shown', async () => {
  const { tenant, userId, ctx } = await protectPerson()
  const passkey = await makePasskey(ORIGIN)
  await addSoftPasskey(ctx, passkey)
  await failureOf(signInSoftly(tenant.ctx, passkey, wrong))
  await failureOf(confirmSoftly(ctx, passkey, wrong))
  const way = { userId, method: 'password', kind: 'browser' } as const
  const { secret: waitingSecret } = await openSession(tenant.ctx, way)
  const { challengeId, options } = await beginPasskeyVerification(tenant.ctx, { waitingSecret })
  const response = await passkey.get(options, wrong)

  const verified = verifyWithPasskey(tenant.ctx, { waitingSecret, challengeId, response })
  expect(await failureOf(verified)).toBe('wrong_credentials')
  const after = { method: 'passkey' }
  expect(await readFailures(tenant.ctx)).toEqual([
    ['login.failure', 'visitor', 'unknown', after],
    ['login.confirm_failure', `client:${userId}`, userId, after],
    ['login.second_factor_failure', 'visitor', userId, after],
  ])
})

test('thirty wrong ones from a network, then a wait; right ones do not count', async () => {
  const tenant = await makeTenant()
  const { passkey } = await equipWithPasskey(tenant)
  for (let count = 0; count < 30; count++) {
    expect(await failureOf(signInSoftly(tenant.ctx, passkey, wrong))).toBe('wrong_credentials')
    if (count % 10 === 0) expect(await failureOf(signInSoftly(tenant.ctx, passkey))).toBe('done')
  }
  expect(await failureOf(signInSoftly(tenant.ctx, passkey))).toBe('rate_limited')
  expect(await readFailures(tenant.ctx)).toHaveLength(30)

  const elsewhere = tenant.makeContext({ visitor: { network: '198.51.100.1', userAgent: '' } })
  expect(await failureOf(signInSoftly(elsewhere, passkey))).toBe('done')
  tenant.clock.advance(minutes(15))
  expect(await failureOf(signInSoftly(tenant.ctx, passkey))).toBe('done')
})
