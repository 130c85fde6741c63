import type { TenantContext } from '../../tenants/context.ts'
import { isAppError } from '../../tenants/errors.ts'
import { findFaults } from '../support/find-faults.ts'
import { makeClassStudio, type ClassStudio } from '../support/make-class-studio.ts'
import { spanNet, type Net } from './nets.ts'

type MakeContext = (changes?: Partial<TenantContext>) => TenantContext

export type Race = {
  name: string
  /** What each runner does; all at once. */
  prepare: (studio: ClassStudio, makeContext: MakeContext) => Promise<(() => Promise<unknown>)[]>
  /** How many get what they want when all is well. */
  winners: number
  options?: Parameters<typeof makeClassStudio>[0]
}

/** Lets them run in a studio of their own with only this net: who won, what went wrong, and what is wrong afterwards. */
export async function runRace(race: Race, net: Net) {
  const studio = await makeClassStudio(race.options ?? {})
  const makeContext = await spanNet(studio, net)
  const starts = await race.prepare(studio, makeContext)
  const outcomes = await Promise.allSettled(starts.map((start) => start()))
  const surprises = outcomes.flatMap((one) =>
    one.status === 'rejected' && !isAppError(one.reason) ? [one.reason] : [],
  )
  return {
    winners: outcomes.filter(({ status }) => status === 'fulfilled').length,
    surprises,
    faults: await findFaults(studio.makeContext().db, studio.clock.now()),
  }
}
