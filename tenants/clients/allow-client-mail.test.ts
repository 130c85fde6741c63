import { expect, test } from 'vitest'
import { auditLog, clients } from '../../db/tenant/schema/index.ts'
import { makeTeam, people, refusal } from '../../tests/support/make-team.ts'
import { allowClientMail } from './allow-client-mail.ts'
import { getClientRecord } from './get-client-record.ts'

const clientId = 'cli_ana'

test('staff see that a client’s mail does not arrive, and have it sent there again', async () => {
  const team = await makeTeam()
  const { orm, write, read } = team.ctx.db
  const dora = await team.as(people.dora)
  await write([orm.update(clients).set({ mailRefusedAt: 7, mailRefusal: 'bounced' })])
  expect(await getClientRecord(dora, { clientId })).toMatchObject({ mailRefused: { why: 'bounced', at: 7 } })

  expect(await refusal(allowClientMail(await team.as(people.ana), { clientId }))).toEqual([
    'forbidden',
    'not_staff',
  ])
  // Somebody else's client is nobody to a trainer.
  expect(await refusal(allowClientMail(await team.as(people.maria), { clientId }))).toEqual([
    'not_found',
    undefined,
  ])
  await allowClientMail(dora, { clientId })
  await allowClientMail(dora, { clientId })
  expect(await getClientRecord(dora, { clientId })).toMatchObject({ mailRefused: null })

  const [lines] = await read([orm.select().from(auditLog)])
  expect(lines.filter(({ action }) => action === 'client.mail_allowed')).toMatchObject([
    { actor: `staff:${people.dora}`, subjectId: clientId, before: { reason: 'bounced' } },
  ])
})
