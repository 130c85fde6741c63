import { expect, test } from 'vitest'
import { auditLog } from '../../db/tenant/schema/index.ts'
import { makeMemorySmsNumbers } from '../../tests/support/memory-sms-numbers.ts'
import { makeTeam, people } from '../../tests/support/make-team.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import { changeSmsSettings, MOST_A_DAY } from './change-sms-settings.ts'
import { decideSmsSender } from './decide-sms-sender.ts'
import { getSmsSettings } from './get-sms-settings.ts'

const NUMBER = '+12025550123'

test('asks for a sender, which sends nothing before it is registered', async () => {
  const team = await makeTeam()
  const olga = await team.as(people.olga)
  const before = await getSmsSettings(olga)
  expect(before).toMatchObject({ smsSender: null, smsState: 'none', countries: ['BG'], sentToday: 0 })

  const asked = await changeSmsSettings(olga, { smsSender: ' +1 (202) 555-0123 ', edition: before.edition })
  expect(asked).toMatchObject({ smsSender: NUMBER, smsState: 'submitted' })
  expect((await getCatalogue(team.makeContext())).smsSender).toBeNull()

  await decideSmsSender(team.makeContext({ actor: { kind: 'system' } }), { sender: NUMBER, isApproved: true })
  expect((await getCatalogue(team.makeContext())).smsSender).toBe(NUMBER)
  const [log] = await olga.db.read([olga.db.orm.select().from(auditLog)])
  expect(log.map(({ action, before: was, after }) => [action, was, after])).toEqual([
    ['sms.changed', { smsSender: null }, { smsSender: NUMBER }],
    ['sms.approved', null, { smsSender: NUMBER }],
  ])
})

test('waits for nobody on a machine of developers, and hears what is written to it there', async () => {
  const team = await makeTeam()
  const olga = await team.as(people.olga)
  const numbers = makeMemorySmsNumbers(olga.tenant.id)
  const local = { ...olga, smsNumbers: { ...numbers, isLocal: true } }
  expect(await changeSmsSettings(local, { smsSender: NUMBER })).toMatchObject({ smsState: 'approved' })
})

test('asks anew for another sender, and not for other limits', async () => {
  const team = await makeTeam()
  const olga = await team.as(people.olga)
  await changeSmsSettings(olga, { smsSender: NUMBER })
  await decideSmsSender(team.makeContext({ actor: { kind: 'system' } }), { sender: NUMBER, isApproved: true })

  const limited = await changeSmsSettings(olga, { smsDayCap: 5, smsCountries: ['BG', 'RO'] })
  expect(limited).toMatchObject({ smsState: 'approved', countries: ['BG', 'RO'], smsDayCap: 5 })
  const other = await changeSmsSettings(olga, { smsSender: 'Iron Works' })
  expect(other).toMatchObject({ smsSender: 'Iron Works', smsState: 'submitted' })
  expect(await changeSmsSettings(olga, { smsSender: '' })).toMatchObject({
    smsSender: null,
    smsState: 'none',
  })
})

test('gives a sender to one studio, and only the one that it asked for', async () => {
  const shared = { senders: new Map([[NUMBER, 'ten_other']]), counts: new Map<string, number>() }
  const team = await makeTeam()
  const { id } = team.ctx.tenant
  const system = team.makeContext({
    actor: { kind: 'system' },
    smsNumbers: makeMemorySmsNumbers(id, shared),
  })
  await changeSmsSettings(await team.as(people.olga), { smsSender: NUMBER })
  await expect(decideSmsSender(system, { sender: NUMBER, isApproved: true })).rejects.toMatchObject({
    code: 'conflict',
  })
  await expect(decideSmsSender(system, { sender: '+12025550199', isApproved: true })).rejects.toMatchObject({
    code: 'conflict',
  })
  expect([...shared.senders.keys()]).toEqual([NUMBER])
  await decideSmsSender(system, { sender: NUMBER, isApproved: false, reason: 'No address' })
  expect(await getSmsSettings(await team.as(people.olga))).toMatchObject({
    smsState: 'rejected',
    smsStateReason: 'No address',
  })
})

test.each([
  ['smsSender', '12345', 'invalid'],
  ['smsSender', 'A name too long', 'invalid'],
  ['smsSender', 'Пай Пал', 'invalid'],
  ['smsSender', `MG${'x'.repeat(32)}`, 'invalid'],
  ['smsCountries', ['BG', 'XX'], undefined],
  ['smsDayCap', MOST_A_DAY + 1, 'too_many'],
  ['smsDayCap', -1, 'invalid'],
])('takes no %s like %j', async (field, value, code) => {
  const team = await makeTeam()
  const refused = changeSmsSettings(await team.as(people.olga), { [field]: value })
  await expect(refused).rejects.toMatchObject({ code: 'invalid_input' })
  if (code) await expect(refused).rejects.toMatchObject({ details: { errors: [{ path: field, code }] } })
})

test('is for whoever may change messages, and what operators decide is for nobody of the studio', async () => {
  const team = await makeTeam()
  const maria = await team.as(people.maria)
  await expect(changeSmsSettings(maria, { smsDayCap: 1 })).rejects.toMatchObject({ code: 'forbidden' })
  const olga = await team.as(people.olga)
  await expect(decideSmsSender(olga, { sender: NUMBER, isApproved: true })).rejects.toMatchObject({
    code: 'forbidden',
  })
  const seen = await getSmsSettings(olga)
  await changeSmsSettings(olga, { smsDayCap: 1 })
  await expect(changeSmsSettings(olga, { smsDayCap: 2, edition: seen.edition })).rejects.toMatchObject({
    code: 'changed_meanwhile',
  })
})
