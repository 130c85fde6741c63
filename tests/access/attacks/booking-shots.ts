import { expect } from 'vitest'
import { ids } from '../../support/studio-rows.ts'
import { api, type Shot } from './attack.ts'
import type { Said } from './judge.ts'
import type { World } from './world.ts'

let taken = 0
/** A time in February, when both trainers work, that nobody has asked for. */
export function slot(): string {
  const turn = (taken += 1)
  const day = Math.floor(turn / 8)
  const at = Date.UTC(2027, 1, 1 + day + 2 * Math.floor(day / 5), 7 + (turn % 8))
  return new Date(at).toISOString()
}

export const person = { first_name: 'Ana', last_name: 'Ilieva', email: 'ana@example.test' }
export const wish = (more: object = {}) => ({
  service_id: ids.assessment,
  trainer_id: ids.maria,
  start_time: slot(),
  client: person,
  ...more,
})
export const book = (more: object = {}, rest: Omit<Shot, 'method' | 'path' | 'body'> = {}) =>
  api('POST /bookings', { json: wish(more), ...rest })

export const atOnce = (world: World, shots: readonly Shot[]) =>
  Promise.all(shots.map((shot) => world.send(shot)))
export const statuses = (said: readonly Said[]) => said.map(({ status }) => status).toSorted()
export const times = (count: number, status: number) => Array.from({ length: count }, () => status)

export async function made(world: World, more: object = {}) {
  const { status, text } = await world.send(book(more))
  expect([status, status === 201 ? '' : text]).toEqual([201, ''])
  return JSON.parse(text) as { id: string; start_time: string }
}
