import { asc, count } from 'drizzle-orm'
import { clientGroups, clients, groupWindows } from '../../db/tenant/schema/index.ts'
import type { LocalizedText } from '../../db/tenant/schema/index.ts'
import type { Right } from '../access/grants.ts'
import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import type { OwnWindow } from './write-windows.ts'

export type ClientGroup = { id: string; name: LocalizedText; members: number; windows: OwnWindow[] }

/**
 * All groups of clients, with how many are in each: one round trip.
 *
 * @throws AppError `unauthorized`, `forbidden`
 */
export async function listClientGroups(
  ctx: TenantContext,
  right: Right = 'clients:view',
): Promise<ClientGroup[]> {
  requireStaff(ctx, right)
  const { orm, read } = ctx.db
  const [groups, windows, members] = await read([
    orm.select().from(clientGroups).orderBy(asc(clientGroups.id)),
    orm.select().from(groupWindows).orderBy(asc(groupWindows.serviceId)),
    orm
      .select({ clientGroupId: clients.clientGroupId, count: count() })
      .from(clients)
      .groupBy(clients.clientGroupId),
  ])
  return groups.map(({ id, name }) => ({
    id,
    name,
    members: members.find(({ clientGroupId }) => clientGroupId === id)?.count ?? 0,
    windows: windows
      .filter(({ clientGroupId }) => clientGroupId === id)
      .map(({ id: _id, clientGroupId: _clientGroupId, ...window }) => window),
  }))
}
