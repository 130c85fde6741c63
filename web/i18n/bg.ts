import { sayAdmin } from './bg-admin-records.ts'
import { sayForms } from './bg-forms.ts'
import { saySetup, setup } from './bg-setup.ts'
import { admin } from './bg-admin.ts'
import { calendarFeeds, sayCalendarFeeds } from './bg-calendar-feeds.ts'
import { deskCalendar, sayCalendar } from './bg-calendar.ts'
import {
  account,
  accountData,
  accountFamily,
  accountNotifications,
  accountProfile,
  sayAccount,
} from './bg-account.ts'
import { domains, sayDomains } from './bg-domains.ts'
import { hours, sayHours } from './bg-hours.ts'
import { imports, sayImports } from './bg-imports.ts'
import { booking, cancel, happened, move, repeat } from './bg-bookings.ts'
import { classes, session, waitlist } from './bg-classes.ts'
import { clientPages, sayClientPages } from './bg-client-pages.ts'
import { deskClients, sayDeskClients } from './bg-clients.ts'
import { deskClasses, sayDeskClasses } from './bg-desk-classes.ts'
import { deskBookings, sayDeskBookings } from './bg-desk-bookings.ts'
import { errors, fieldErrors, reasons } from './bg-failures.ts'
import { messageLog, messageTabs, sayMessages } from './bg-messages.ts'
import { messageTexts, sayTexts } from './bg-texts.ts'
import { accountSms, saySms, smsConsents, smsSenders } from './bg-sms.ts'
import { clientMail, mailSender, sayMailSender } from './bg-mail-sender.ts'
import { sayWebhooks, webhooks } from './bg-webhooks.ts'
import { photos } from './bg-photos.ts'
import { app, offline, push, sayPush } from './bg-push.ts'
import { reminders, sayReminders } from './bg-reminders.ts'
import { saySearch, search } from './bg-search.ts'
import {
  security,
  securityPassword,
  securityTwoStep,
  securityPasskeys,
  securityDevices,
  securityEmail,
  saySecurity,
} from './bg-security.ts'
import { say } from './bg-sentences.ts'
import { site } from './bg-site.ts'
import {
  signIn,
  signInCode,
  signInLink,
  mailSent,
  spentLink,
  register,
  resetPassword,
  confirmEmail,
  confirmIdentity,
  passwordErrors,
  saySignIn,
} from './bg-sign-in.ts'
import { sayStart, start } from './bg-start.ts'
import { plan, sayPlan } from './bg-plan.ts'
import { saySupport, support } from './bg-support.ts'
import { sayStudioData, studioData } from './bg-studio-data.ts'
import { roster, sayToday, today } from './bg-today.ts'
import { unsubscribe } from './bg-unsubscribe.ts'
import type { Messages } from './en.ts'

export const bg: Messages = {
  shell: {
    skip: 'Към съдържанието',
    book: 'Запазете час',
    classes: 'График',
    language: 'Език',
    contact: 'Контакти',
    backHome: 'Към началото',
  },
  home: {
    bookNow: 'Запазете час',
    seeServices: 'Вижте какво предлагаме',
    nextFree: 'Най-близки свободни часове',
    allTimes: 'Всички свободни часове',
    nothingSoon: 'Днес и утре всичко е заето.',
    laterTimes: 'Вижте следващите дни',
    services: 'Какво предлагаме',
    trainers: 'С кого тренирате',
    about: 'За нас',
    hours: 'Работно време',
    closed: 'Почивен ден',
    place: 'Къде сме',
    map: 'Отворете на картата',
    goodToKnow: 'Добре е да знаете',
    nextFreeOf: 'Първи свободен час',
    noneSoon: 'Няма свободни часове през следващите две седмици',
    nextClasses: 'Най-близки групови часове',
    allClasses: 'Целият график',
  },
  choose: {
    serviceTitle: 'За какво искате да запазите час?',
    trainerTitle: 'При кого искате да дойдете?',
    anyTrainer: 'Който е свободен',
    anyTrainerHint: 'Най-голям избор на часове',
    service: 'Услуга',
    trainer: 'Треньор',
    time: 'Час',
    details: 'Данни',
    steps: 'Стъпки на резервацията',
    duration: 'Колко време',
    place: 'Къде',
    from: 'от',
  },
  classes,
  ...setup,
  session,
  waitlist,
  move,
  repeat,
  time: {
    title: 'Изберете ден и час',
    days: 'Дни',
    trainers: 'Треньор',
    earlierDays: 'По-ранни дни',
    laterDays: 'По-късни дни',
    monthView: 'Целият месец',
    weekView: 'Обратно към дните',
    earlierMonth: 'Предишен месец',
    laterMonth: 'Следващ месец',
    morning: 'Сутрин',
    afternoon: 'Следобед',
    evening: 'Вечер',
    hasRoom: 'има свободни часове',
    noRoom: 'няма свободни часове',
    none: 'През следващите седмици няма свободни часове.',
    noneHint: 'Пишете ни или се обадете и ще намерим час заедно.',
    length: 'Колко време',
    places: 'Къде',
  },
  details: {
    title: 'Вашите данни',
    summary: 'Вашата резервация',
    firstName: 'Име',
    lastName: 'Фамилия',
    email: 'Имейл',
    emailHint: 'За потвърждението и за напомняне.',
    phone: 'Телефон',
    phoneHint: 'Само ако нещо се промени.',
    notes: 'Нещо, което е добре да знаем?',
    optional: 'по желание',
    pending: 'Запазваме часа…',
    anotherTime: 'Изберете друг час',
    payThere: 'Плащате на място.',
    formErrors: 'Моля, проверете отбелязаното по-долу.',
    takenTitle: 'Някой Ви изпревари',
    takenText: 'Този час току-що беше зает. Въведеното от Вас е запазено, а тези часове са свободни:',
    takenNone: 'Този час току-що беше зает и наблизо няма друг свободен.',
    goneTitle: 'Този час вече не е свободен',
    goneText: 'Ето най-близките свободни часове:',
    unknownTitle: 'Проверяваме Вашата резервация',
    unknownText:
      'Отговорът се изгуби по пътя. Възможно е часът вече да е запазен. Нова проверка никога не го запазва два пъти.',
    unknownButton: 'Проверете отново',
    unknownPending: 'Проверяваме…',
    unavailableTitle: 'Часът не беше запазен',
    unavailableText:
      'В момента нямаме връзка с календара. Въведеното от Вас е тук; моля, опитайте отново след минута.',
    reusedTitle: 'Този формуляр вече беше изпратен',
    reusedText: 'Той беше използван за друга резервация. Проверете данните и го изпратете отново.',
    request: 'Студиото потвърждава всяка резервация. Докато отговори, часът се пази за Вас.',
    requestButton: 'Заявете този час',
  },
  fieldErrors,
  reasons,
  booking,
  happened,
  cancel,
  errors,
  signIn,
  signInCode,
  signInLink,
  mailSent,
  spentLink,
  register,
  resetPassword,
  confirmEmail,
  confirmIdentity,
  passwordErrors,
  security,
  securityPassword,
  securityTwoStep,
  securityPasskeys,
  securityDevices,
  securityEmail,
  admin,
  deskCalendar,
  deskBookings,
  deskClients,
  deskClasses,
  clientPages,
  imports,
  messageLog,
  calendarFeeds,
  reminders,
  mailSender,
  webhooks,
  clientMail,
  messageTabs,
  messageTexts,
  accountSms,
  smsConsents,
  smsSenders,
  account,
  accountProfile,
  accountFamily,
  accountNotifications,
  accountData,
  start,
  studioData,
  support,
  plan,
  domains,
  photos,
  app,
  offline,
  push,
  site,
  search,
  hours,
  today,
  roster,
  unsubscribe,
  say: {
    ...say,
    ...sayToday,
    ...sayAccount,
    ...sayAdmin,
    ...sayCalendar,
    ...sayHours,
    ...sayForms,
    ...saySetup,
    ...saySignIn,
    ...saySecurity,
    ...saySearch,
    ...sayStart,
    ...sayStudioData,
    ...saySupport,
    ...sayPlan,
    ...sayDomains,
    ...sayMailSender,
    ...sayWebhooks,
    ...sayDeskBookings,
    ...sayDeskClients,
    ...sayDeskClasses,
    ...sayClientPages,
    ...sayImports,
    ...sayMessages,
    ...sayCalendarFeeds,
    ...sayReminders,
    ...sayTexts,
    ...saySms,
    ...sayPush,
  },
}
