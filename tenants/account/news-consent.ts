import type { LocalizedText } from '../../db/tenant/schema/index.ts'

/** What a client agrees to who wants news: the sentence beside the box, and which edition of it. */
export const newsConsent: { version: string; text: LocalizedText } = {
  version: '1',
  text: {
    en: 'Send me news and offers by e-mail. I can change my mind at any time.',
    bg: 'Изпращайте ми новини и предложения по имейл. Мога да размисля по всяко време.',
  },
}
