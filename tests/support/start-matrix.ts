import { PLATFORM_HOST } from '../../scripts/local/start-system.ts'
import { hostnames } from '../../db/registry/schema/index.ts'
import { PLATFORM_TENANT_ID } from '../../tenants/access/access-context.ts'
import { provisionTenant } from '../../tenants/fleet/provision-tenant.ts'
import { addPeople, contextFor, type At, type People } from '../access/people.ts'
import { addClass, freeTime, session } from '../access/things.ts'
import { fillStudio } from './fill-studio.ts'
import { makeNewTenant } from './make-fleet.ts'
import { startTestSystem, type TestSystem } from './start-test-system.ts'

/** Where Iron Works is. */
export const HOST = 'book.iron-works.test'

export type Matrix = {
  system: TestSystem
  people: People
  platform: Platform
  /** A class of Iron Works' that anybody may look at. */
  sessionId: string
}
export type Platform = Awaited<ReturnType<typeof openPlatform>>

/** The whole product with Iron Works and Lotus and everybody of `people.ts`, who have signed in with a browser. */
export async function startMatrix(): Promise<Matrix> {
  const system = await startTestSystem({ seed: 'none' })
  const iron = await openStudio(system, 'iron-works')
  const lotus = await openStudio(system, 'lotus-yoga')
  const platform = await openPlatform(system)
  const people = await addPeople({ iron, lotus, platform, kind: 'browser' })
  const sessionId = await session({ db: iron.db, whose: 'own', at: freeTime(Date.now()) })
  return { system, people, platform, sessionId }
}

async function openStudio(system: TestSystem, slug: string): Promise<At> {
  const { id } = makeNewTenant(slug)
  await provisionTenant(system.fleet, makeNewTenant(slug))
  const db = await system.openTenant(id)
  await fillStudio(db)
  await addClass(db)
  return { db, context: contextOf(system, { db, id, host: `book.${slug}.test` }) }
}

async function openPlatform(system: TestSystem) {
  const db = system.fleet.registry
  await db.write([db.orm.insert(hostnames).values({ host: PLATFORM_HOST, kind: 'platform', createdAt: 0 })])
  return { db, context: contextOf(system, { db, id: PLATFORM_TENANT_ID, host: PLATFORM_HOST }) }
}

type Where = Pick<At['context'], 'db'> & { id: string; host: string }

const contextOf = ({ fleet }: TestSystem, { db, id, host }: Where) =>
  contextFor({ db, id, origin: `http://${host}`, keys: fleet.keys, now: Date.now })
