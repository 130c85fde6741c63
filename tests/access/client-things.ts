import { clientFiles, clientNotes, pushSubscriptions, segments, tags } from '../../db/tenant/schema/index.ts'
import { owners } from './people.ts'
import { client, nextId, type MakeThing } from './things.ts'

// What hangs on clients: theirs, or what the studio sorts them by.

/** Written by the thing's trainer, about its client. */
export const note: MakeThing = async (place) => {
  const clientId = await client(place)
  const id = nextId('nte')
  const { trainerId } = owners[place.whose]
  const author = place.whose === 'own' ? 'staff:usr_trainer' : 'staff:usr_somebody'
  const row = { id, clientId, author, trainerId, text: `Note-${place.whose}`, createdAt: 0 }
  await place.db.write([place.db.orm.insert(clientNotes).values(row)])
  return id
}

/** Of the thing's client; nothing is in it. */
export const clientFile: MakeThing = async (place) => {
  const clientId = await client(place)
  const id = nextId('fil')
  const row = {
    id,
    clientId,
    name: 'Form.txt',
    contentType: 'text/plain',
    bytes: 1,
    author: 'system',
    createdAt: 0,
  }
  await place.db.write([
    place.db.orm.insert(clientFiles).values({ ...row, storageKey: `client-files/${id}` }),
  ])
  return id
}

export const tag: MakeThing = async ({ db }) => {
  const id = nextId('tag')
  await db.write([db.orm.insert(tags).values({ id, name: id, nameKey: id, createdAt: 0 })])
  return id
}

export const segment: MakeThing = async ({ db }) => {
  const id = nextId('seg')
  const filter = { isBlocked: true }
  await db.write([db.orm.insert(segments).values({ id, name: id, filter, author: 'system', createdAt: 0 })])
  return id
}

/** A device of the client's, which a push service would not know. */
export const pushDevice: MakeThing = async ({ db, whose }) => {
  const id = nextId('psh')
  const row = { id, clientId: owners[whose].clientId, sealed: 'sealed', device: 'Phone', createdAt: 0 }
  await db.write([db.orm.insert(pushSubscriptions).values({ ...row, endpointHash: id })])
  return id
}
