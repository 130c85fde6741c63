import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { expect, inject, test, vi } from 'vitest'
import { sealDatabaseToken } from '../../tenants/access/database-token.ts'
import { parseSigningKeys } from '../../tenants/access/signing-keys.ts'
import { WHOLE_STUDIO } from '../../tenants/calendar/watch-calendar.ts'
import { hours, minutes } from '../../tenants/durations.ts'
import { makeBookingCommand } from '../support/make-booking-command.ts'
import { bindings } from './bindings.ts'

const tenantId = 'ten_line'
const keys = parseSigningKeys(bindings.SECRET_KEYS)
const tenant = {
  id: tenantId,
  databaseUrl: inject('databaseUrl'),
  databaseTokenEncrypted: await sealDatabaseToken({ keys, tenantId }, ''),
}
const calendarOf = (line: string) => bindings.TRAINER_CALENDAR.getByName(`${tenantId}:${line}`)

/** A socket as a page has it, what it heard, and with what code it was closed. */
async function listen(line: string) {
  const { webSocket } = await calendarOf(line).fetch('https://calendar/live', {
    headers: { Upgrade: 'websocket' },
  })
  if (!webSocket) throw new Error('no socket')
  const heard: unknown[] = []
  webSocket.addEventListener('message', ({ data }) => void heard.push(data))
  webSocket.addEventListener('close', ({ code }) => void heard.push(code))
  webSocket.accept()
  return { heard, webSocket }
}

let bookedAt = hours(9_000)

function book() {
  bookedAt += hours(3)
  const command = makeBookingCommand({ startsAt: bookedAt })
  return { command, outcome: calendarOf(command.lineId).book(tenant, command) }
}

test('a booking tells who looks at its trainer, and who looks at the whole studio', async () => {
  const { command, outcome } = book()
  await outcome
  const [theirs, all, others] = await Promise.all([command.lineId, WHOLE_STUDIO, 'trn_other'].map(listen))

  expect(await book().outcome).toMatchObject({ ok: true })

  await vi.waitFor(() => expect([theirs?.heard, all?.heard]).toEqual([['changed'], ['changed']]))
  expect(others?.heard).toEqual([])
})

test('a booking that is refused tells nobody', async () => {
  const { command, outcome } = book()
  await outcome
  const { heard, webSocket } = await listen(command.lineId)

  const again = makeBookingCommand({ startsAt: bookedAt })
  expect(await calendarOf(again.lineId).book(tenant, again)).toMatchObject({ ok: false })

  webSocket.send('ping')
  await vi.waitFor(() => expect(heard).toEqual(['pong']))
})

test('sockets outlive the object', async () => {
  const { heard, webSocket } = await listen('trn_sleeper')
  await evictDurableObject(calendarOf('trn_sleeper'))

  await calendarOf('trn_sleeper').announce()
  webSocket.send('ping')

  await vi.waitFor(() => expect(heard).toEqual(['changed', 'pong']))
})

test('a socket hears nothing more after ten minutes, and has to come back through the door', async () => {
  const { heard } = await listen('trn_late')
  await runInDurableObject(calendarOf('trn_late'), (_, state) => {
    const [socket] = state.getWebSockets()
    expect(socket?.deserializeAttachment() - Date.now()).toBeLessThanOrEqual(minutes(10))
    socket?.serializeAttachment(Date.now() - 1)
  })

  await calendarOf('trn_late').announce()

  await vi.waitFor(() => expect(heard).toEqual([4_000]))
})

test('whoever says something over it is shown out', async () => {
  const { heard, webSocket } = await listen('trn_talker')
  webSocket.send('tell me more')
  await vi.waitFor(() => expect(heard).toEqual([1008]))
})
