import type { sayClientPages as enSay } from './en-client-pages.ts'
import type { Messages } from './en.ts'

/** Further pages about one client in the studio's admin, in Bulgarian. */
export const clientPages: Messages['clientPages'] = {
  timeline: {
    title: 'История',
    intro: 'Какво е имало между клиента и студиото, най-новото първо.',
    kind: 'Показване',
    all: 'Всичко',
    show: 'Показване',
    none: 'Още няма нищо.',
    noneHint: 'Резервации, съобщения, бележки и съгласия се появяват тук сами.',
    kinds: {
      booking: 'Резервации',
      message: 'Съобщения',
      note: 'Бележки',
      consent: 'Съгласия',
      charge: 'Такси',
      merge: 'Обединявания',
    },
    merge: 'Обединен е друг запис на същия човек',
  },
  consents: {
    terms: 'Общи условия',
    privacy: 'Лични данни',
    news: 'Новини по имейл',
    sms: 'Текстови съобщения',
  },
}

export const sayClientPages: typeof enSay = {
  timelineMessage: '{{what}}: {{state}}',
  timelineConsent: '{{what}}: {{state}}',
  timelineCharge: '{{what}}: {{amount}}, {{state}}',
  timelineBooking: 'Резервация за {{when}}',
}
