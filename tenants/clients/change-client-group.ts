import { eq } from 'drizzle-orm'
import { clientGroups } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import { forgetCatalogue } from '../studio/get-catalogue.ts'
import { readReferences } from '../studio/read-references.ts'
import { given, spellOut } from '../studio/staff-input.ts'
import { clientGroupInput, type ClientGroupChange } from './client-group-input.ts'
import { getClientGroup } from './get-client-group.ts'
import type { ClientGroup } from './list-client-groups.ts'
import { replaceWindows, settleWindows } from './write-windows.ts'

/**
 * Changes a group from now on; what its clients have booked stays.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`, `invalid_input`
 */
export async function changeClientGroup(
  ctx: TenantContext,
  { clientGroupId, ...changes }: { clientGroupId: string } & ClientGroupChange,
): Promise<ClientGroup> {
  const actor = requireStaff(ctx, 'settings:change')
  const before = await getClientGroup(ctx, { clientGroupId }, 'settings:change')
  const input = parseInput(clientGroupInput, { ...before, ...given(changes) })
  const references = await readReferences(ctx)
  const windows = settleWindows(input, references)
  const name = spellOut(input.name, references.studio.defaultLocale)
  const { orm, write } = ctx.db
  await write([
    orm.update(clientGroups).set({ name }).where(eq(clientGroups.id, before.id)),
    ...(changes.windows ? replaceWindows(ctx.db, before.id, windows) : []),
    insertAudit(ctx, {
      actor,
      action: 'client_group.change',
      subjectId: before.id,
      before: { name: before.name, windows: before.windows },
      after: { name, windows },
    }),
  ])
  forgetCatalogue(ctx)
  return { ...before, name, windows }
}
