import type { Registry } from '../../db/registry/open-registry.ts'
import type { OperatorRole } from '../../db/registry/schema/index.ts'
import { PLATFORM_TENANT_ID, type AccessContext } from '../access/access-context.ts'
import type { Login } from '../context.ts'
import type { FleetContext } from '../fleet/fleet-context.ts'

/** As it is called where a studio has its name; operators see it, nobody else does. */
export const PLATFORM_NAME = 'TrainerHub'

/** One of the platform's people who has signed in, and what they may do. */
export type OperatorLogin = Login & { role: OperatorRole }

/** A program with an operators' key: `opk_…`. */
export type OperatorKey = { id: string; name: string; role: OperatorRole }

/** What signing in needs, of the platform itself: the registry is its database. */
export type PlatformContext = Omit<AccessContext, 'login' | 'db'> & {
  db: Registry
  login: OperatorLogin | null
  key: OperatorKey | null
  /** Whoever sits at a terminal with the deployment's own secrets; nobody who comes over HTTP does. */
  isTerminal: boolean
}

/** What operators' verbs may use: who asks, and the ways to every studio. */
export type OperatorContext = PlatformContext & { fleet: FleetContext }

type Occasion = Omit<PlatformContext, 'tenant' | 'announce' | 'key' | 'isTerminal'> & {
  key?: OperatorKey
  isTerminal?: boolean
}

/** It has no outbox. */
export function makePlatformContext({ key, isTerminal = false, ...occasion }: Occasion): PlatformContext {
  return {
    ...occasion,
    key: key ?? null,
    isTerminal,
    tenant: { id: PLATFORM_TENANT_ID, name: PLATFORM_NAME },
    announce: async () => {},
  }
}
