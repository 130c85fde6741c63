import { expect, test } from 'vitest'
import { signInClient, signInPerson } from '../../tests/support/make-account.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { listNotificationChoices } from '../account/list-notification-choices.ts'
import { setNotificationChoices } from '../account/set-notification-choices.ts'
import { listPushChoices } from './list-push-choices.ts'
import { setPushChoices } from './set-push-choices.ts'

const all = { reminder: true, changes: true, waitlist: true }

test('devices are told of everything until somebody says no; what is not said stays', async () => {
  const elena = await signInClient(await makeTenant())
  expect(await listPushChoices(elena)).toEqual(all)
  expect(await setPushChoices(elena, { changes: false })).toEqual({ ...all, changes: false })
  expect(await setPushChoices(elena, { reminder: false })).toEqual({
    ...all,
    changes: false,
    reminder: false,
  })
  expect(await setPushChoices(elena, { changes: true })).toEqual({ ...all, reminder: false })
})

test('what is wanted by e-mail and on devices are two things, of one client', async () => {
  const tenant = await makeTenant()
  const elena = await signInClient(tenant)
  const ana = await signInClient(tenant, { email: 'ana@example.test' })
  await setPushChoices(elena, { reminder: false })
  expect(await listNotificationChoices(elena)).toMatchObject({ reminder: true })
  await setNotificationChoices(elena, { waitlist: false })
  expect(await listPushChoices(elena)).toEqual({ ...all, reminder: false })
  expect(await listPushChoices(ana)).toEqual(all)
})

test('who is no client yet becomes one by choosing; a visitor is asked to sign in', async () => {
  const tenant = await makeTenant()
  expect(await setPushChoices(await signInPerson(tenant), { waitlist: false })).toEqual({
    ...all,
    waitlist: false,
  })
  await expect(listPushChoices(tenant.ctx)).rejects.toMatchObject({ code: 'unauthorized' })
  await expect(setPushChoices(tenant.ctx, {})).rejects.toMatchObject({ code: 'unauthorized' })
})
