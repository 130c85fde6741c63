import type { Locale, NewSettings } from '../../../db/tenant/schema/index.ts'
import type { FleetContext } from '../fleet-context.ts'
import type { StudioKind } from './studio-kinds.ts'

/** What making a studio needs. */
export type FleetDeps = Pick<FleetContext, 'registry' | 'databaseHost' | 'keys' | 'platformDomain' | 'now'>

/** The same where work is passed on, and where somebody has to be told. */
export type MakingContext = FleetDeps &
  Pick<FleetContext, 'startWork'> &
  Partial<Pick<FleetContext, 'forgetHosts' | 'mail' | 'mailFrom' | 'platformOrigin' | 'openTenant'>>

/** What a studio begins with, so that it can be booked at once. */
export type StudioStart = {
  kind: StudioKind
  timeZone: string
  /** Who gives everything at first. */
  trainerName: string
}

export type NewTenant = {
  /** Made by whoever asks (`makeId('ten')`) and given again with a retry: it is what makes the retry the same studio. */
  id: string
  slug: string
  name: string
  /** The studio's own domains, the one for links in messages first; without any, `<slug>.<platformDomain>` is it. */
  ownDomains: readonly string[]
  settings: Omit<NewSettings, 'id' | 'updatedAt'>
  start?: StudioStart
  /** Who can sign in from then on, by a link to that address. */
  owner?: { email: string; name: string; locale: Locale }
  planId?: string | null
  trialEndsAt?: number | null
}
