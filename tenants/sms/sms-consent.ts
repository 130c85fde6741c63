import type { Locale, LocalizedText } from '../../db/tenant/schema/index.ts'
import { localize } from '../studio/localize.ts'

/** What somebody agrees to who wants text messages: beside the box, with the studio's name in place of `{studio}`. */
const TEXT: LocalizedText = {
  en: 'Send me text messages about my bookings, too: from {studio}, a few a week at most. My network may charge for them. I need not agree to book, and can end them at any time in my account{stop}.',
  bg: 'Изпращайте ми и текстови съобщения за записванията ми: от {studio}, най-много няколко седмично. Операторът ми може да ги таксува. Не е условие за записване; мога да ги спра по всяко време в профила си{stop}.',
}
const STOP: LocalizedText = {
  en: ', or by answering STOP (HELP for help)',
  bg: ' или като отговоря STOP (HELP за помощ)',
}
const VERSION = '1'

export type SmsConsentText = { text: string; version: string }

type Asked = { studioName: LocalizedText; defaultLocale: Locale; locale: Locale; sender: string }

/** The sentence as it is shown, and which edition of it. A sender of letters cannot be answered. */
export function smsConsentText({ studioName, defaultLocale, locale, sender }: Asked): SmsConsentText {
  const isAnswered = isAnswerable(sender)
  const text = localize(TEXT, locale, 'en')
    .replace('{stop}', isAnswered ? localize(STOP, locale, 'en') : '')
    .replace('{studio}', () => localize(studioName, locale, defaultLocale))
  return { text, version: isAnswered ? VERSION : `${VERSION}-no-answer` }
}

/** Whether a text message to this sender arrives: a number or a messaging service, no name. */
export function isAnswerable(sender: string): boolean {
  return /^(\+?\d+|MG[0-9a-f]{32})$/.test(sender)
}
