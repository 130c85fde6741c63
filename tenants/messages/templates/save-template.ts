import { sql } from 'drizzle-orm'
import { messageTemplates } from '../../../db/tenant/schema/index.ts'
import { insistOn } from '../../access/insist-on.ts'
import { requireStaff } from '../../access/require-staff.ts'
import { insertAudit } from '../../audit/insert-audit.ts'
import { changesOf } from '../../audit/changes-of.ts'
import type { TenantContext } from '../../context.ts'
import { insistOnEdition, unlessChanged } from '../../edition.ts'
import { isTemplate, readTemplate, templateName, type Template } from './read-templates.ts'
import { readTemplateKey, readTexts, type AskedTemplate, type GivenTexts } from './template-input.ts'

type Wish = AskedTemplate & {
  /** Every part of the message; what is not given is empty. */
  texts: GivenTexts
  /** As it was seen; 0: the product's words. */
  edition?: number | undefined
}

/**
 * Has the studio say something in its own words from the next message on.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input` (`template-input.ts`), `changed_meanwhile`; DatabaseError.
 */
export async function saveTemplate(
  ctx: TenantContext,
  { edition, texts, ...asked }: Wish,
): Promise<Template> {
  const actor = requireStaff(ctx, 'messages:change')
  const key = readTemplateKey(asked)
  const own = readTexts(key, texts)
  const before = await readTemplate(ctx, key)
  const { db } = ctx
  await unlessChanged(() =>
    db.write([
      insistOnSeen(ctx, key, edition ?? before.edition),
      putTemplate(ctx, { ...key, texts: own, author: actor }),
      insertAudit(ctx, {
        actor,
        action: 'message_template.saved',
        subjectId: templateName(key),
        ...changesOf({ ...before.texts }, { ...own }),
      }),
    ]),
  )
  return readTemplate(ctx, key)
}

/** For the beginning of a batch: what follows happens only while it is said as it was seen. */
export function insistOnSeen({ db }: TenantContext, key: Parameters<typeof isTemplate>[0], edition: number) {
  const isIt = sql`${isTemplate(key)}`
  if (edition > 0) return insistOnEdition(db, { table: messageTemplates, isIt, edition })
  return insistOn(db, sql`NOT EXISTS (SELECT 1 FROM ${messageTemplates} WHERE ${isIt})`)
}

type NewTemplate = Omit<typeof messageTemplates.$inferInsert, 'updatedAt' | 'edition'>

/** A statement that writes a studio's words. What is written anew has an edition that none of it had before. */
export function putTemplate({ db, now }: TenantContext, { texts, author, ...key }: NewTemplate) {
  const { kind, channel, locale } = messageTemplates
  return db.orm
    .insert(messageTemplates)
    .values({ ...key, texts, author, updatedAt: now(), edition: now() })
    .onConflictDoUpdate({ target: [kind, channel, locale], set: { texts, author, updatedAt: now() } })
}
