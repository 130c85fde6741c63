import { PLATFORM_TENANT_ID, type AccessContext } from '../access/access-context.ts'

/** As it is called where a studio has its name; operators see it, nobody else does. */
export const PLATFORM_NAME = 'TrainerHub'

type Occasion = Omit<AccessContext, 'tenant' | 'announce'>

/** What signing in needs, of the platform itself: the registry is its database. It has no outbox. */
export function makePlatformContext(occasion: Occasion): AccessContext {
  return {
    ...occasion,
    tenant: { id: PLATFORM_TENANT_ID, name: PLATFORM_NAME },
    announce: async () => {},
  }
}
