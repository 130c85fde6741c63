import { sql, type SQL } from 'drizzle-orm'
import { isDatabaseError } from '../../db/database-error.ts'
import { requireFresh } from '../access/require-fresh.ts'
import { requireStaff } from '../access/require-staff.ts'
import { writeIfChanged } from '../access/write-if-changed.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { readTeam, TEAM_STATE, type Member, type Team } from './read-team.ts'

type Statements = Parameters<TenantContext['db']['write']>[0]

/** Who changes something of the team's, and the team as it was read. */
export type Deciding = { actor: string; self: Member; team: Team }

/** What is to be written, all of it or nothing, and what comes of it. */
export type Decision<Result> = {
  statements: readonly Statements[number][]
  /** What else has to be so when it is written; else it is decided anew. */
  onlyIf?: SQL | undefined
  result: Result
}

const ATTEMPTS = 5

/**
 * Changes who may do what: reads the team, lets `decide` judge by it, and writes what it decided only while the team is
 * still as it was read and whoever decides still belongs to it. When two do so at once, the second decides anew by what the
 * first made of it: so the last owner stays, and nobody acts in a role they have no more.
 *
 * @throws AppError `unauthorized`, `forbidden`, `reauthentication_required`; `changed_meanwhile`; what `decide` throws;
 * DatabaseError.
 */
export async function writeAsRead<Result>(
  ctx: TenantContext,
  decide: (deciding: Deciding) => Decision<Result> | Promise<Decision<Result>>,
): Promise<Result> {
  const actor = requireStaff(ctx, 'staff:change')
  const { user } = requireFresh(ctx)
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const team = await readTeam(ctx)
    const self = team.members.find(({ userId, isActive }) => isActive && userId === user.id)
    if (!self) throw new AppError('unauthorized', 'You no longer work here.')
    const { statements, onlyIf, result } = await decide({ actor, self, team })
    if (await isWritten(ctx, { team, self, statements, onlyIf })) return result
  }
  const sentence = 'It was changed meanwhile. Please look at it again.'
  throw new AppError('changed_meanwhile', sentence, { reason: 'changed_meanwhile' })
}

type Writing = { team: Team; self: Member } & Omit<Decision<unknown>, 'result'>

async function isWritten(
  { db }: TenantContext,
  { team, self, statements, onlyIf = sql`1` }: Writing,
): Promise<boolean> {
  const isAsRead = sql`UPDATE staff SET status = status WHERE user_id = ${self.userId}
    AND ${TEAM_STATE} IS ${team.state} AND ${onlyIf}`
  try {
    return await writeIfChanged(db, [db.orm.run(isAsRead), ...statements])
  } catch (error) {
    // An address or a name that somebody else took at the same moment: decided anew, it is seen.
    if (isDatabaseError(error, 'constraint') && error.message.includes('UNIQUE')) return false
    throw error
  }
}
