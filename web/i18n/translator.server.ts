import i18next, { type TFunction } from 'i18next'
import type { Locale } from '../../tenants/studio/get-catalogue.ts'
import { bg } from './bg.ts'
import { en, type Messages } from './en.ts'

export type Translate = TFunction

const messages: Record<Locale, Messages> = { en, bg }

const i18n = i18next.createInstance()
void i18n.init({
  resources: { en: { translation: en }, bg: { translation: bg } },
  // React escapes what it renders.
  interpolation: { escapeValue: false },
  initAsync: false,
})

/** Turns keys with values into sentences of one language. Only the server does: pages carry finished words. */
export function translator(locale: Locale): Translate {
  return i18n.getFixedT(locale)
}

/** The fixed words of one part of the interface, as they are. */
export function wordsOf<Part extends keyof Messages>(locale: Locale, part: Part): Messages[Part] {
  return messages[locale][part]
}
