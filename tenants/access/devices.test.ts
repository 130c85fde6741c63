import { expect, test } from 'vitest'
import { addPerson, openLogin } from '../../tests/support/add-person.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { endDevice, endOtherDevices } from './end-device.ts'
import { findLogin } from './find-login.ts'
import { listDevices } from './list-devices.ts'
import { signOut } from './sign-out.ts'

const codeOf = (error: unknown) => (error as { code?: string }).code

/** Elena, signed in here and elsewhere. */
async function signInTwice() {
  const { ctx } = await makeTenant()
  const { userId } = await addPerson(ctx)
  const here = await openLogin(ctx, { userId })
  const elsewhere = await openLogin(ctx, { userId, kind: 'token' })
  const isOpen = async ({ secret }: { secret: string }) => (await findLogin(ctx, secret)) !== null
  return { ctx, here, elsewhere, isOpen }
}

test('devices are listed without what would open them, this one marked', async () => {
  const { here, elsewhere, ctx } = await signInTwice()
  await openLogin(ctx, await addPerson(ctx, { name: 'georgi' }))
  const devices = await listDevices(here.ctx)

  expect(devices).toHaveLength(2)
  expect(devices.find(({ isCurrent }) => isCurrent)).toMatchObject({
    kind: 'browser',
    userAgent: 'Test',
    network: '203.0.113.7',
  })
  for (const { secret, sessionId } of [here, elsewhere]) {
    expect(JSON.stringify(devices)).not.toContain(secret)
    expect(JSON.stringify(devices)).not.toContain(sessionId)
  }
})

test('devices can be ended one by one, and not other people’s', async () => {
  const { here, elsewhere, ctx, isOpen } = await signInTwice()
  const georgi = await openLogin(ctx, await addPerson(ctx, { name: 'georgi' }))
  const end = (deviceId: string) => endDevice(here.ctx, { deviceId }).catch(codeOf)

  expect(await end(georgi.sessionId.slice(0, 24))).toBe('not_found')
  expect(await end('')).toBe('not_found')
  expect(await end('%')).toBe('not_found')
  expect(await end(elsewhere.sessionId.slice(0, 24))).toBeUndefined()
  expect([await isOpen(here), await isOpen(elsewhere), await isOpen(georgi)]).toEqual([true, false, true])
})

test('devices can be ended all but this one, and this one by signing out', async () => {
  const { here, elsewhere, isOpen } = await signInTwice()
  await endOtherDevices(here.ctx)
  expect([await isOpen(here), await isOpen(elsewhere)]).toEqual([true, false])

  expect(await signOut(here.ctx)).toContain('__Host-session=; ')
  expect(await isOpen(here)).toBe(false)
})
