import { join, profile, roles, team } from './bg-admin-people.ts'
import { clients, keys, log } from './bg-admin-records.ts'
import { doneCalendar } from './bg-calendar.ts'
import { forms } from './bg-forms.ts'
import { doneSetup } from './bg-setup.ts'
import type { Messages } from './en.ts'
import { doneClients } from './bg-clients.ts'
import { doneClasses } from './bg-desk-classes.ts'
import { doneBookings } from './bg-desk-bookings.ts'
import { doneMessages } from './bg-messages.ts'
import { doneReminders } from './bg-reminders.ts'
import { doneDomains } from './bg-domains.ts'
import { doneMailSender } from './bg-mail-sender.ts'
import { doneWebhooks } from './bg-webhooks.ts'
import { doneSupport } from './bg-support.ts'
import { doneToday } from './bg-today.ts'

const desk: Messages['admin']['desk'] = {
  menu: 'Меню',
  more: 'Още',
  openSite: 'Към сайта',
  signOut: 'Изход',
  close: 'Затваряне',
  undo: 'Отмяна',
  save: 'Запазване',
  cancel: 'Отказ',
  groups: { studio: 'Студио', people: 'Хора и достъп', you: 'Вие' },
  places: {
    home: 'Днес',
    calendar: 'Календар',
    bookings: 'Резервации',
    classes: 'Класове',
    clients: 'Клиенти',
    messages: 'Съобщения',
    services: 'Услуги',
    trainers: 'Треньори',
    places: 'Места',
    hours: 'Работно време',
    policies: 'Правила',
    site: 'Сайт',
    settings: 'Настройки',
    data: 'Вашите данни',
    staff: 'Екип',
    roles: 'Роли',
    keys: 'Ключове',
    log: 'Дневник',
    profile: 'Профил',
    security: 'Сигурност',
  },
  done: {
    invited: 'Поканата е изпратена.',
    resent: 'Изпратена е отново. Предишната връзка вече не важи.',
    withdrawn: 'Поканата вече не важи.',
    changed: 'Запазено. Важи веднага.',
    undone: 'Отново е както беше.',
    samplesAdded: 'Примерните данни са добавени.',
    samplesRemoved: 'Примерните данни ги няма.',
    removed: 'Вече не може да влиза тук.',
    joined: 'Добре дошли в екипа.',
    roleMade: 'Ролята е създадена.',
    roleChanged: 'Запазено. Важи веднага.',
    roleDeleted: 'Ролята е изтрита.',
    keyRevoked: 'Ключът вече не важи.',
    noteAdded: 'Бележката е добавена.',
    noteDeleted: 'Бележката е изтрита.',
    erased: 'Всичко, което показва кой е бил това, е изтрито.',
    saved: 'Запазено.',
    textReset: 'Текстът отново е с нашите думи.',
    published: 'Публикувано. Вече се вижда от всички.',
    pictureAdded: 'Снимката е добавена.',
    pictureGone: 'Снимката е премахната.',
    hoursSaved: 'Седмицата е запазена.',
    datesSaved: 'Датите са запазени.',
    datesGone: 'Тези дати отново са като всяка седмица.',
    timeOffSaved: 'Отсъствието е запазено.',
    timeOffGone: 'Отсъствието е премахнато.',
    holidaysSaved: 'Празниците са запазени.',
    confirmed: 'Благодарим. Можете да продължите.',
    ...doneCalendar,
    ...doneSetup,
    ...doneBookings,
    ...doneMessages,
    ...doneReminders,
    ...doneClients,
    ...doneClasses,
    ...doneToday,
    ...doneDomains,
    ...doneMailSender,
    ...doneWebhooks,
    ...doneSupport,
  },
  earlier: 'По-стари',
  newest: 'Най-нови',
  next: 'Напред',
  first: 'От началото',
  you: 'Вие',
}

const errors: Messages['admin']['errors'] = {
  forbidden: {
    title: 'Ролята Ви не позволява това',
    text: 'Ако Ви трябва за работата, помолете собственика на студиото.',
  },
  notStaff: {
    title: 'Тази част е за екипа',
    text: 'Влезли сте, но не работите тук. Ако трябва, помолете студиото за покана.',
  },
  not_found: {
    title: 'Няма такава страница',
    text: 'Може да е изтрита или адресът да не е съвсем точен.',
  },
  changed: {
    title: 'Междувременно това се промени',
    text: 'Някой друг Ви изпревари. Вижте как изглежда сега и опитайте отново.',
  },
  rate_limited: {
    title: 'Малко по-бавно, моля',
    text: 'Това беше много наведнъж. Изчакайте минута и опитайте отново.',
  },
  unavailable: {
    title: 'Няма връзка с данните на студиото',
    text: 'Нищо не е променено. Опитайте отново след минута.',
  },
  internal: {
    title: 'Нещо се обърка',
    text: 'Вината не е Ваша. Опитайте отново; ако не помогне, кажете ни номера по-долу.',
  },
  back: 'Към началото',
  toSite: 'Към сайта на студиото',
  otherLogin: 'Вход с друг профил',
  tryAgain: 'Нов опит',
  number: 'Номер',
}

const home: Messages['admin']['home'] = {
  todo: 'За Вашето внимание',
  nothing: 'Нищо не чака Вашето внимание.',
  quick: 'Към',
  secondFactor: 'Защитете входа си с втора стъпка, например с код от телефона.',
  secondFactorLink: 'Включване',
  see: 'Преглед',
  hints: {
    clients: 'Намерете клиент, четете и пишете бележки, изтеглете или изтрийте данните му.',
    staff: 'Кой работи тук и кой е поканен.',
    roles: 'Кой какво може да вижда и променя.',
    keys: 'За програми, които работят с данните на студиото.',
    log: 'Кой какво е направил и кога.',
    profile: 'Вашето име и език.',
    security: 'Парола, втора стъпка, ключове за достъп, устройства.',
  },
}

/** The studio's admin, in Bulgarian. */
export const admin: Messages['admin'] = {
  desk,
  errors,
  home,
  profile,
  team,
  join,
  roles,
  keys,
  log,
  clients,
  forms,
}
