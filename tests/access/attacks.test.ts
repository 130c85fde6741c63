import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Attack } from './attacks/attack.ts'
import { accounts } from './attacks/accounts.ts'
import { bookings } from './attacks/bookings.ts'
import { bookingsInput } from './attacks/bookings-input.ts'
import { desk } from './attacks/desk.ts'
import { factors } from './attacks/factors.ts'
import { hostNames } from './attacks/host-names.ts'
import { hosts } from './attacks/hosts.ts'
import { links } from './attacks/links.ts'
import { lists } from './attacks/lists.ts'
import { looks } from './attacks/looks.ts'
import { origins } from './attacks/origins.ts'
import { passwords } from './attacks/passwords.ts'
import { programs } from './attacks/programs.ts'
import { races } from './attacks/races.ts'
import { records } from './attacks/records.ts'
import { sessions } from './attacks/sessions.ts'
import { uploads } from './attacks/uploads.ts'
import { expectAnswers, makeWorld, type World } from './attacks/world.ts'

// The attacks of reliability.md, 3.1 to 3.5 and 3.7, and as many of our own in the gaps of their numbers. After each: nothing
// failed, nothing was said that is nobody's business, and what was refused changed nothing (`judge.ts`, `world.ts`).
// What is about sockets and real pages is in `tests/system/attacks.test.ts`.

let world: World
beforeAll(async () => {
  world = await makeWorld()
}, 60_000)
afterAll(() => vi.useRealTimers())

const groups: [string, readonly Attack[]][] = [
  ['hosts', [...hosts, ...hostNames]],
  ['signing in', [...accounts, ...passwords, ...links, ...sessions, ...origins, ...factors]],
  ['booking', [...races, ...bookings, ...bookingsInput]],
  ['the desk', [...desk, ...records, ...lists]],
  ['programs', programs],
  ['pictures and looks', [...uploads, ...looks]],
]

describe.each(groups)('%s', (_name, attacks) => {
  test.each(attacks)('$id: $title', async (attack) => {
    await run(attack)
    expect(world.takeFaults()).toEqual([])
  })
})

async function run(attack: Attack): Promise<void> {
  if ('play' in attack) return attack.play(world)
  const { shots, expected, sameAnswer = false, mayChange = false, hides } = attack
  const all = typeof shots === 'function' ? await shots(world) : shots
  const before = await world.countAll()
  const said = []
  for (const shot of all) said.push(await world.send(shot))
  expect(said.length).toBeGreaterThan(0)
  expectAnswers(said, expected, sameAnswer)
  if (hides)
    for (const { text, headers } of said) expect(text + JSON.stringify([...headers])).not.toMatch(hides)
  if (!mayChange) expect(await world.countAll()).toBe(before)
}
