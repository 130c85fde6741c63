import type { LocalizedText } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { localize } from '../studio/localize.ts'
import type { Locale } from '../studio/get-catalogue.ts'
import { insertConsent } from './insert-consent.ts'

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

/** Statements that write this down, in the language it was read in: for the batch that makes the account. */
export function insertRegistrationConsents(
  ctx: Pick<TenantContext, 'db' | 'now'>,
  { clientId, userId, locale }: { clientId: string; userId: string; locale: Locale },
) {
  return (['terms', 'privacy'] as const).map((kind) => {
    const { version, text } = registrationTexts[kind]
    return insertConsent(ctx, {
      clientId,
      kind,
      isGiven: true,
      text: localize(text, locale, 'en'),
      version,
      source: 'registration',
      actor: `client:${userId}`,
    })
  })
}
