import {
  apiKeys,
  invitations,
  locations,
  loginSessions,
  oneTimeTokens,
  passkeys,
  policies,
  policyVersions,
  resources,
  roles,
  services,
  staff,
  trainers,
  users,
} from '../../db/tenant/schema/index.ts'
import type { TenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { toGrants } from '../../tenants/access/grants.ts'
import { days, hours } from '../../tenants/durations.ts'
import { makePolicyRules } from '../support/make-policy-rules.ts'
import type { Who } from './people.ts'
import { bookingOfSeries, linked, type MakeThing } from './things.ts'

// What only pages ask by its id. Most of it is a studio's, not somebody's: `own` and `other` are both in this one.

let made = 0
const nextId = (prefix: string) => `${prefix}_page${(made += 1)}`

const addUser = async ({ orm, write }: TenantDatabase, name: string): Promise<string> => {
  const id = nextId('usr')
  await write([
    orm.insert(users).values({ id, email: `${id}@people.test`, name, locale: 'en', createdAt: 0 }),
  ])
  return id
}

/** A booking that is a date of a series. */
export const dateOfSeries: MakeThing = async (place) => linked.get(await bookingOfSeries()(place)) ?? ''

/** Somebody who works at the front desk. */
export const member: MakeThing = async ({ db, whose }) => {
  const userId = await addUser(db, `Last-${whose}`)
  await db.write([db.orm.insert(staff).values({ userId, role: 'front_desk', createdAt: 0 })])
  return userId
}

export const role: MakeThing = async ({ db, whose }) => {
  const id = nextId('rol')
  const name = `Last-${whose} ${id}`
  await db.write([
    db.orm.insert(roles).values({ id, name, grants: toGrants({}), createdAt: 0, updatedAt: 0 }),
  ])
  return id
}

export const key: MakeThing = async ({ db, whose }) => {
  const id = nextId('key')
  await db.write([
    db.orm
      .insert(apiKeys)
      .values({ id, name: `Last-${whose}`, keyHash: id, grants: toGrants({}), createdAt: 0 }),
  ])
  return id
}

export const invitation: MakeThing = async ({ db, whose, at }) => {
  const id = nextId('inv')
  const email = `${id}@people.test`
  const tokenId = `tok_${id}`
  const sent = { purpose: 'join', createdAt: at - days(9), expiresAt: at } as const
  const asked = { role: 'trainer', invitedBy: 'staff:usr_owner', createdAt: at - days(9) }
  await db.write([
    db.orm.insert(oneTimeTokens).values({ id: tokenId, email, ...sent }),
    db.orm.insert(invitations).values({ id, email, name: `Last-${whose}`, tokenId, ...asked }),
  ])
  return id
}

/** Whose a thing of one person's is: that person's, or somebody else's. */
const ownerOf = (who: Who, db: TenantDatabase, isOwn: boolean): Promise<string> =>
  isOwn ? Promise.resolve(`usr_${who}`) : addUser(db, 'Somebody')

/** A passkey of somebody's own. */
export const passkeyOf =
  (who: Who): MakeThing =>
  async ({ db, whose }) => {
    const id = nextId('pky')
    const userId = await ownerOf(who, db, whose === 'own')
    const made = {
      rpId: 'book.iron-works.test',
      publicKey: '',
      counter: 0,
      transports: [],
      isBackedUp: false,
    }
    await db.write([
      db.orm.insert(passkeys).values({ id, userId, name: `Last-${whose}`, createdAt: 0, ...made }),
    ])
    return id
  }

/** Another device of somebody's own. */
export const deviceOf =
  (who: Who): MakeThing =>
  async ({ db, whose, at }) => {
    const id = nextId('device')
    const userId = await ownerOf(who, db, whose === 'own')
    const times = { createdAt: 0, lastSeenAt: at, idleMs: hours(1), endsAt: at, authenticatedAt: 0 }
    const how = { kind: 'browser', state: 'open', method: 'password', network: '', userAgent: '' } as const
    await db.write([db.orm.insert(loginSessions).values({ id, userId, ...how, ...times })])
    return id
  }

const named = { en: 'One' }

export const place: MakeThing = async ({ db }) => {
  const id = nextId('loc')
  const row = { id, name: named, address: named, timeZone: 'Europe/Sofia', position: 9 }
  await db.write([db.orm.insert(locations).values(row)])
  return id
}

export const resource: MakeThing = async (where) => {
  const id = nextId('res')
  const locationId = await place(where)
  const { db } = where
  await db.write([
    db.orm.insert(resources).values({ id, locationId, kind: 'room', name: named, pool: id, position: 9 }),
  ])
  return id
}

export const service: MakeThing = async ({ db }) => {
  const id = nextId('svc')
  const row = { slug: id.replace('_', '-'), durationMinutes: 30, intervalMinutes: 30, priceMinor: 0 }
  await db.write([
    db.orm.insert(services).values({ id, ...row, name: named, description: {}, position: 9, createdAt: 0 }),
  ])
  return id
}

/** One whom nobody books: nobody's own. */
export const newTrainer: MakeThing = async (where) => {
  const id = nextId('trn')
  const locationId = await place(where)
  const { db } = where
  const row = { slug: id.replace('_', '-'), name: named, speciality: {}, bio: {}, isBookable: false }
  await db.write([db.orm.insert(trainers).values({ id, ...row, locationId, position: 9, createdAt: 0 })])
  return id
}

export const policy: MakeThing = async ({ db }) => {
  const id = nextId('pol')
  const version = { policyId: id, version: 1, rules: makePolicyRules(), text: {}, createdAt: 0 }
  await db.write([
    db.orm.insert(policies).values({ id, name: 'One', position: 900 + made, version: 1, status: 'archived' }),
    db.orm.insert(policyVersions).values(version),
  ])
  return id
}
