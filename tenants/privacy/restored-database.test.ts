import { expect, test } from 'vitest'
import { openTenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { dumpTables, findTraces } from '../../tests/support/dump-tables.ts'
import { makeKnownClient } from '../../tests/support/make-known-client.ts'
import { makeOutbox } from '../../tests/support/make-outbox.ts'
import { testDatabases } from '../../tests/support/test-databases.ts'
import { writeBooking } from '../../tests/support/write-rows.ts'
import { hours } from '../durations.ts'
import { eraseClient } from './erase-client.ts'
import { reapplyErasures } from './reapply-erasures.ts'

test('a database that is restored from before forgets again, tells nobody, and is as it was else', async () => {
  const { studio, send, mailbox } = await makeOutbox()
  const { owner, clientId } = await makeKnownClient(studio)
  await writeBooking(studio, { clientId, contactEmail: 'zdravka@known.example' })
  await writeBooking(studio, { contactFirstName: 'Elena', startsAt: studio.clock.now() + hours(50) })
  const address = await (await testDatabases()).copy(studio.address, `${studio.ctx.tenant.id}-backup`)
  await eraseClient(owner, { clientId, cancelUpcoming: true })
  await send()
  const told = mailbox.attempts.length

  const db = openTenantDatabase(studio.ctx.tenant.id, address)
  const restored = { ...studio, ctx: { ...studio.ctx, db, actor: { kind: 'system' as const } } }
  expect((await findTraces(restored)).length).toBeGreaterThan(20)
  expect(await reapplyErasures(restored.ctx, [...studio.erasureOrders])).toEqual({
    erased: [clientId],
    unchanged: [],
    left: [],
  })
  expect(await findTraces(restored)).toEqual([])
  studio.clock.advance(hours(72))
  await send({ ctx: restored.ctx })
  expect(mailbox.attempts).toHaveLength(told)
  const dump = await dumpTables(restored)
  expect(dump.get('bookings')).toContain('"contact_first_name":"Elena"')
  expect(dump.get('erasures')).toContain(clientId)
})
