import type { Lang } from '../sign-up/sign-up-page.ts'

const en = {
  other: { lang: 'bg', label: 'Български' },
  page: 'Status',
  titles: {
    ok: 'Everything works',
    degraded: 'Something does not work as it should',
    down: 'The platform is down',
  },
  states: { ok: 'works', degraded: 'works with difficulties', down: 'is down' },
  sites: 'Studios’ sites and booking',
  messages: 'Confirmations and reminders',
  background: 'Work in the background',
  away: 'Studios that were open a moment ago stay open for some minutes. We are at it.',
  maintenance: 'Maintenance',
  lastDay: 'The last 24 hours',
  answered: (share: string) => `${share} of requests were answered`,
  nobodyAsked: 'Nobody asked yet',
  byHour: 'By hour',
  hour: 'Hour, UTC',
  share: 'Answered',
  none: 'nobody asked',
}

export type StatusWords = typeof en

const bg: StatusWords = {
  other: { lang: 'en', label: 'English' },
  page: 'Състояние',
  titles: {
    ok: 'Всичко работи',
    degraded: 'Нещо не работи както трябва',
    down: 'Платформата не работи',
  },
  states: { ok: 'работи', degraded: 'работи със затруднения', down: 'не работи' },
  sites: 'Сайтове и записване',
  messages: 'Потвърждения и напомняния',
  background: 'Работа във фонов режим',
  away: 'Студиата, отворени преди малко, остават достъпни още няколко минути. Работим по въпроса.',
  maintenance: 'Поддръжка',
  lastDay: 'Последните 24 часа',
  answered: (share) => `Отговорено е на ${share} от заявките`,
  nobodyAsked: 'Все още няма заявки',
  byHour: 'По часове',
  hour: 'Час, UTC',
  share: 'Отговорени',
  none: 'без заявки',
}

/** What the page of the platform's state says. */
export const statusWords = (lang: Lang): StatusWords => (lang === 'bg' ? bg : en)
