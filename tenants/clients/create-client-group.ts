import { clientGroups } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { makeId } from '../ids.ts'
import { parseInput } from '../parse-input.ts'
import { forgetCatalogue } from '../studio/get-catalogue.ts'
import { readReferences } from '../studio/read-references.ts'
import { spellOut } from '../studio/staff-input.ts'
import { clientGroupInput, type ClientGroupInput } from './client-group-input.ts'
import type { ClientGroup } from './list-client-groups.ts'
import { replaceWindows, settleWindows } from './write-windows.ts'

/**
 * Makes a group that nobody is in yet.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`
 */
export async function createClientGroup(ctx: TenantContext, raw: ClientGroupInput): Promise<ClientGroup> {
  const actor = requireStaff(ctx, 'settings:change')
  const input = parseInput(clientGroupInput, raw)
  const references = await readReferences(ctx)
  const windows = settleWindows(input, references)
  const row = { id: makeId('grp'), name: spellOut(input.name, references.studio.defaultLocale) }
  const { orm, write } = ctx.db
  await write([
    orm.insert(clientGroups).values(row),
    ...replaceWindows(ctx.db, row.id, windows),
    insertAudit(ctx, {
      actor,
      action: 'client_group.create',
      subjectId: row.id,
      after: { name: row.name, windows },
    }),
  ])
  forgetCatalogue(ctx)
  return { ...row, members: 0, windows }
}
