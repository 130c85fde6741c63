import type { calendarFeeds as enFeeds, sayCalendarFeeds as enSay } from './en-calendar-feeds.ts'

/** Calendars to subscribe to, in Bulgarian. */
export const calendarFeeds: typeof enFeeds = {
  title: 'Във Вашия календар',
  link: 'Абониране във Вашия календар',
  intro:
    'Абонирайте се за резервациите си в календара на телефона или компютъра. Той следва всяка промяна сам; отмененото е отбелязано.',
  none: 'Още няма абониран календар.',
  unnamed: 'Календар',
  neverRead: 'още не е четен',
  label: 'За какво е',
  labelHint: 'Например „Телефон“. Може да е празно.',
  labelWrong: 'Най-много 60 букви.',
  make: 'Създаване на адрес',
  madeTitle: 'Адресът на Вашия календар',
  madeText: 'Показва се само сега. Отворете го на устройството, за което е, или го копирайте в календара.',
  open: 'Отваряне в календара',
  webcal: 'За календари',
  https: 'За програми, които искат уеб адрес',
  revoke: 'Отнемане',
  secret: 'Който има адреса, може да чете календара. Отнемете го, ако някой не бива.',
  tooMany: 'Адресите са десет. Отнемете някой неизползван.',
  emailTaken: 'Друг е познат тук с Вашия адрес. Моля, попитайте студиото.',
}

export const sayCalendarFeeds: typeof enSay = {
  feedMade: 'създаден {{when}}',
  feedRead: 'четен за последно {{when}}',
  feedRevoke: 'Отнемане на {{name}}',
}
