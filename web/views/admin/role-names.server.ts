import { isRoleKey } from '../../../tenants/access/built-in-roles.ts'
import type { Portal } from '../../lib/portal.server.ts'

/** What a role is called: the built-in ones in the reader's language, others as the studio named them. */
export function roleName({ words }: Pick<Portal, 'words'>, { role, roleName: own }: NamedRole): string {
  return isRoleKey(role) ? words('admin').roles.names[role] : own || role
}

type NamedRole = { role: string; roleName?: string | null }
