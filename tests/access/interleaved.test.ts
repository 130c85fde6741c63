import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { IRON, LOTUS, makeSite, type Site } from '../../worker/testing/make-site.ts'
import { markStudio } from '../support/mark-studio.ts'
import { makePeople, type People } from './people.ts'

let site: Site
let people: People
beforeAll(async () => {
  site = await makeSite()
  people = await makePeople(site)
  await markStudio(people.iron, 'zephyralpha')
  await markStudio(people.lotus, 'quokkabravo')
})
afterAll(() => vi.useRealTimers())

const paths = ['/studio', '/services', '/trainers', '/clients?limit=2', '/locations', '/staff', '/users/me']

test(
  'ten thousand requests to two studios at once, in one isolate, each get their own studio’s answer',
  { timeout: 180_000 },
  async () => {
    const ours = { host: IRON, token: people.tokens.owner, mine: 'zephyralpha', theirs: 'quokkabravo' }
    const others = { host: LOTUS, token: people.tokens.stranger, mine: 'quokkabravo', theirs: 'zephyralpha' }
    const wrong: string[] = []
    let next = 0
    const work = async () => {
      while (next < 10_000) {
        const turn = next++
        const { host, token, mine, theirs } = turn % 2 === 0 ? ours : others
        const path = paths[turn % paths.length] ?? ''
        const headers = { authorization: `Bearer ${token ?? ''}` }
        const answer = await site.ask({ path: `/api/v1${path}`, host, headers })
        const text = await answer.text()
        const isRight = text.includes(mine) && !text.includes(theirs)
        if (answer.status !== 200 || !isRight) wrong.push(`${host} ${path}`)
      }
    }
    await Promise.all(Array.from({ length: 16 }, work))

    expect(wrong).toEqual([])
  },
)
