import { supportVisits } from '../../db/tenant/schema/index.ts'
import { days } from '../../tenants/durations.ts'
import { nextId, type MakeThing } from './things.ts'

/** An operator is in, looking: nobody's own. */
export const supportVisit: MakeThing = async ({ db, at }) => {
  const id = nextId('vis')
  const row = { operator: 'operator:usr_otto', operatorName: 'Otto', reason: 'A ticket', secretHash: id }
  await db.write([
    db.orm
      .insert(supportVisits)
      .values({ ...row, id, createdAt: at, enteredAt: at, expiresAt: at + days(400) }),
  ])
  return id
}
