import { eq } from 'drizzle-orm'
import { clients } from '../../db/tenant/schema/index.ts'
import type { Actor, TenantContext } from '../../tenants/context.ts'
import type { TestTenant } from './make-tenant.ts'
import { looker, makeStaffActor, makeTrainerActor, powerless } from './make-trainer-actor.ts'
import { ids } from './studio-rows.ts'

export const askers = [
  'client',
  'trainer',
  'front desk',
  'visitor',
  'another client',
  'another trainer',
  'looker',
  'powerless',
] as const
export type Asker = (typeof askers)[number]

/** What each of them is answered: `done`, or the code of a refusal. */
export type Answers = Record<Asker, string>

/** Those first who are to be refused: what the others do would make it something else. */
export function refusedFirst(answers: Answers): Asker[] {
  return askers.toSorted((a, b) => Number(answers[a] === 'done') - Number(answers[b] === 'done'))
}

/**
 * Whoever may ask for something that is Elena's (elena@example.test, who has booked) with Maria: each in a context of their
 * own. The other trainer is Ivan; `looker` is staff who may look at everything and change
 * nothing, `powerless` staff without any right.
 */
export async function makeAskers(studio: TestTenant): Promise<Record<Asker, TenantContext>> {
  const as = (actor: Actor) => studio.makeContext({ actor })
  const client = (userId: string, clientId: string) => as({ kind: 'client', userId, clientId })
  return {
    visitor: as({ kind: 'visitor' }),
    client: client('usr_elena', await findClientId(studio, 'elena@example.test')),
    'another client': client('usr_boris', 'cli_boris'),
    trainer: as(makeTrainerActor(ids.maria)),
    'another trainer': as(makeTrainerActor(ids.ivan)),
    'front desk': as(makeStaffActor('front_desk', { id: 'usr_desk' })),
    looker: as(looker),
    powerless: as(powerless),
  }
}

/** The id of whoever books under this address. */
export async function findClientId({ ctx: { db } }: TestTenant, email: string): Promise<string> {
  const [[client]] = await db.read([
    db.orm.select({ id: clients.id }).from(clients).where(eq(clients.email, email)),
  ])
  if (!client) throw new Error(`${email} is no client`)
  return client.id
}
