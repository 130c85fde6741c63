import type { Locale } from '../studio/get-catalogue.ts'
import type { SmsKeyword } from './read-keyword.ts'

type About = { studio: string; contact: string }

/** What whoever writes a keyword is answered. The words that stop and start have to be said as they are. */
export const smsReplies: Record<Locale, Record<SmsKeyword, (about: About) => string>> = {
  en: {
    stop: ({ studio }) =>
      `${studio}: you will get no more text messages from us. To get them again, text START.`,
    start: ({ studio }) =>
      `${studio}: you can get text messages about your bookings again. To end them, text STOP.`,
    help: ({ studio, contact }) =>
      `${studio}: text messages about your bookings. Questions: ${contact}. Rates may apply. To end them, text STOP.`,
  },
  bg: {
    stop: ({ studio }) =>
      `${studio}: няма да Ви пишем повече. За да получавате съобщения отново, изпратете START.`,
    start: ({ studio }) =>
      `${studio}: отново можем да Ви пишем за Вашите записвания. За край изпратете STOP.`,
    help: ({ studio, contact }) =>
      `${studio}: съобщения за Вашите записвания. Въпроси: ${contact}. За край изпратете STOP.`,
  },
}
