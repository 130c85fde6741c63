import { webhookEndpoints } from '../../db/tenant/schema/index.ts'
import { nextId, type MakeThing } from './things.ts'

/** Where the studio's events go: nobody's own. */
export const endpoint: MakeThing = async ({ db, at }) => {
  const id = nextId('whk')
  const row = { url: 'https://hooks.example.com/', events: ['charge.owed'], secretSealed: '', author: '' }
  await db.write([db.orm.insert(webhookEndpoints).values({ ...row, id, createdAt: at })])
  return id
}
