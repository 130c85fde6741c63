import { sql } from 'drizzle-orm'
import type { z } from 'zod'
import { tags } from '../../../db/tenant/schema/index.ts'
import { requireReach } from '../../access/require-staff.ts'
import { insertAudit } from '../../audit/insert-audit.ts'
import type { TenantContext } from '../../context.ts'
import { makeId } from '../../ids.ts'
import { parseInput } from '../../parse-input.ts'
import { requireKnown } from '../require-known.ts'
import { tagInput, tagKey } from './tag-name.ts'

/**
 * Puts a tag on a client, and makes it where there is none with the name; a trainer on their own. Again changes nothing.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`, `invalid_input`; `not_allowed` (`erased`); DatabaseError.
 */
export async function tagClient(
  ctx: TenantContext,
  { clientId, ...raw }: { clientId: string } & z.input<typeof tagInput>,
): Promise<void> {
  const staff = requireReach(ctx, 'clients:change')
  const { name } = parseInput(tagInput, raw)
  await requireKnown(ctx, { ...staff, clientId })
  const { orm, write } = ctx.db
  await write([
    orm
      .insert(tags)
      .values({ id: makeId('tag'), name, nameKey: tagKey(name), createdAt: ctx.now() })
      .onConflictDoNothing(),
    orm.run(sql`INSERT INTO client_tags (client_id, tag_id) SELECT ${clientId}, id FROM tags
      WHERE name_key = ${tagKey(name)} ON CONFLICT DO NOTHING`),
    insertAudit(ctx, { actor: staff.actor, action: 'client.tagged', subjectId: clientId, after: { name } }),
  ])
}
