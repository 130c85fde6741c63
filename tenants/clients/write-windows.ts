import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import { groupWindows, type GroupWindowRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { makeId } from '../ids.ts'
import { invalidFields } from '../parse-input.ts'
import type { References } from '../studio/read-references.ts'
import type { clientGroupInput } from './client-group-input.ts'

export type OwnWindow = Omit<GroupWindowRow, 'id' | 'clientGroupId'>

/**
 * Windows with ids instead of slugs.
 *
 * @throws AppError `invalid_input` for a service that is not there, or is there twice.
 */
export function settleWindows(
  { windows }: z.output<typeof clientGroupInput>,
  { service }: References,
): OwnWindow[] {
  const settled = windows.map(({ serviceId, ...window }, index) => ({
    ...window,
    serviceId: serviceId === null ? null : service(serviceId, `windows.${index}.serviceId`).id,
  }))
  const ids = settled.map(({ serviceId }) => serviceId)
  const twice = ids.findIndex((id, index) => ids.indexOf(id) !== index)
  if (twice === -1) return settled
  const message = 'There is a window for this already.'
  throw invalidFields([{ path: `windows.${twice}.serviceId`, message, code: 'twice' }])
}

/** Statements after which the group has these windows and no others. */
export function replaceWindows(
  { orm }: TenantContext['db'],
  clientGroupId: string,
  windows: readonly OwnWindow[],
) {
  const rows = windows.map((window) => ({ ...window, clientGroupId, id: makeId('gwn') }))
  return [
    orm.delete(groupWindows).where(eq(groupWindows.clientGroupId, clientGroupId)),
    ...(rows.length > 0 ? [orm.insert(groupWindows).values(rows)] : []),
  ]
}
