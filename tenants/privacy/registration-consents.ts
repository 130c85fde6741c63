import { sql } from 'drizzle-orm'
import { clients, consents, type LocalizedText } from '../../db/tenant/schema/index.ts'
import type { Statement } from '../access/access-context.ts'
import type { TenantContext } from '../context.ts'
import { makeId } from '../ids.ts'
import type { Locale } from '../studio/get-catalogue.ts'
import { localize } from '../studio/localize.ts'

/** What somebody agrees to who makes an account: the sentences above the button, and which edition of them. */
export const registrationTexts: Record<'terms' | 'privacy', { version: string; text: LocalizedText }> = {
  terms: {
    version: '1',
    text: {
      en: 'I agree to the studio’s rules for bookings and cancellations.',
      bg: 'Съгласявам се с правилата на студиото за записване и отказване.',
    },
  },
  privacy: {
    version: '1',
    text: {
      en: 'I agree that the studio keeps my data to manage my bookings. I can see and erase it in my account.',
      bg: 'Съгласявам се студиото да пази данните ми, за да води записванията ми. Мога да ги видя и изтрия в профила си.',
    },
  },
}

/**
 * Statements that write this down for the client whose login this is, in the language it was read in: for the batch that
 * makes the account, after the client is linked to it.
 */
export function insertRegistrationConsents(
  { db, now }: Pick<TenantContext, 'db' | 'now'>,
  { userId, locale }: { userId: string; locale: Locale },
): Statement[] {
  return (['terms', 'privacy'] as const).map((kind) => {
    const { version, text } = registrationTexts[kind]
    return db.orm
      .run(sql`INSERT INTO ${consents} (id, client_id, kind, is_given, text, version, at, source, actor)
      SELECT ${makeId('con')}, id, ${kind}, 1, ${localize(text, locale, 'en')}, ${version}, ${now()},
        'registration', ${`client:${userId}`} FROM ${clients} WHERE user_id = ${userId}`)
  })
}
