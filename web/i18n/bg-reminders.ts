import type {
  doneReminders as enDone,
  reminders as enReminders,
  sayReminders as enSay,
} from './en-reminders.ts'

/** What goes out before a start, by phone and by the clock: in Bulgarian. */
export const reminders: typeof enReminders = {
  title: 'Напомняния',
  intro: 'Какво се изпраща преди всяко начало. Промените важат и за вече запазеното.',
  of: 'Напомняния на',
  studio: 'Цялото студио',
  ownMark: 'собствени',
  show: 'Покажи',
  list: 'Какво се изпраща преди началото',
  none: 'На никого не се напомня',
  noneText: 'Добавете кога и как.',
  remove: 'Премахване',
  usesStudio: 'Тази услуга ползва напомнянията на студиото.',
  usesOwn: 'Тази услуга има собствени напомняния. Тези на студиото не важат за нея.',
  makeOwn: 'Собствени напомняния',
  backToStudio: 'Отново тези на студиото',
  changeStudio: 'Промяна на тези на студиото',
  addTitle: 'Ново напомняне',
  add: 'Добавяне',
  noticesTitle: 'И на телефона',
  noticesText:
    'За всичко се пише по имейл. Отбелязаните събития се изпращат и като текстово съобщение до съгласилите се или се показват на телефона на инсталиралите сайта.',
  event: 'Събитие',
  ways: { sms: 'Текстово съобщение', push: 'На телефона' },
  quietTitle: 'Тихи часове',
  quietText:
    'Тогава телефоните не се безпокоят. Текстовите съобщения чакат до края им, освен ако би било твърде късно. Имейлите се изпращат по всяко време.',
  clockTitle: 'По часовник',
  fields: {
    leadMinutes: { label: 'Колко преди началото' },
    channel: {
      label: 'Как',
      hint: 'Текстови съобщения получават само съгласилите се, щом студиото има регистриран подател.',
    },
    quietFromMinute: { label: 'От' },
    quietUntilMinute: { label: 'До', hint: 'Един и същ час: няма тихи часове.' },
    digestAtMinute: { label: 'Денят за екипа, всяка сутрин в', hint: 'Празно: никой не го получава.' },
    missYouDays: {
      label: '„Липсвате ни“ след толкова дни без резервация',
      hint: 'Веднъж до съгласилите се на новини. Празно: на никого.',
      unit: 'дни',
    },
  },
  errors: {
    leadMinutes: 'От 15 минути до 60 дни.',
    missYouDays: 'От 14 до 730 дни или празно.',
    rule_exists: 'Вече има такова напомняне.',
    too_many: 'Повече напомняния никой не чете.',
    not_own: 'Тази услуга ползва напомнянията на студиото. Първо ѝ дайте собствени.',
    not_found: 'Вече го няма.',
    changed_meanwhile: 'Междувременно някой друг го промени. Моля, погледнете отново.',
  },
}

export const doneReminders: typeof enDone = {
  rulesSaved: 'Запазено. Важи и за вече записаните.',
  clockSaved: 'Запазено.',
}

export const sayReminders: typeof enSay = {
  leadBefore: '{{time}} преди началото',
}
