import type { Right } from '../access/grants.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { listClientGroups, type ClientGroup } from './list-client-groups.ts'

/** @throws AppError `unauthorized`, `forbidden`, `not_found` */
export async function getClientGroup(
  ctx: TenantContext,
  { clientGroupId }: { clientGroupId: string },
  right: Right = 'clients:view',
): Promise<ClientGroup> {
  const group = (await listClientGroups(ctx, right)).find(({ id }) => id === clientGroupId)
  if (!group) throw new AppError('not_found', 'There is no such group of clients.')
  return group
}
