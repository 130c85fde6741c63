import type { TenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import type { TenantContext } from '../context.ts'

/** The statements that access is made of: the same tables in a studio's database and in the registry (`db/access/`). */
export type AccessDatabase = Pick<TenantDatabase, 'read' | 'write'> & {
  orm: Pick<TenantDatabase['orm'], 'select' | 'insert' | 'update' | 'delete' | 'all' | 'run'>
}

/** One statement of a batch. */
export type Statement = Parameters<AccessDatabase['write']>[0][number]

/**
 * What signing in needs: of a studio, whose context has it all, or of the platform, for its operators
 * (`PLATFORM_TENANT_ID`).
 */
export type AccessContext = Pick<
  TenantContext,
  'login' | 'visitor' | 'now' | 'requestId' | 'origin' | 'keys' | 'announce'
> & {
  tenant: { id: string; name: string }
  db: AccessDatabase
}

/** What the platform calls itself where a studio has its id. */
export const PLATFORM_TENANT_ID = 'platform'
