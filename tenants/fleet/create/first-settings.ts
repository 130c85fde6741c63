import type { Locale, LocalizedText } from '../../../db/tenant/schema/index.ts'
import type { NewTenant } from './new-tenant.ts'
import { kindsOfStudio, type StudioKind } from './studio-kinds.ts'

type Wishes = { name: string; kind: StudioKind; locale: Locale; currency: string; contactEmail: string }

/** The settings that a studio of this kind begins with. */
export function firstSettings(wishes: Wishes): NewTenant['settings'] {
  const { name, kind, locale, currency, contactEmail } = wishes
  const { tagline, about, theme, freeCancelHours } = kindsOfStudio[kind]
  return {
    studioName: { [locale]: name },
    tagline,
    about,
    policy: policyText(freeCancelHours),
    defaultLocale: locale,
    locales: [locale],
    currency,
    theme,
    contactEmail,
    contactPhone: null,
  }
}

/** The rule about cancelling in one sentence. */
export function policyText(hours: number): LocalizedText {
  return {
    en: `Free to cancel until ${hours} hours before the start.`,
    bg: `Безплатен отказ до ${hours} часа преди началото.`,
  }
}
