import { sayAdmin } from './en-admin-records.ts'
import { admin } from './en-admin.ts'
import { calendarFeeds, sayCalendarFeeds } from './en-calendar-feeds.ts'
import { deskCalendar, sayCalendar } from './en-calendar.ts'
import { sayForms } from './en-forms.ts'
import { saySetup, setup } from './en-setup.ts'
import {
  account,
  accountData,
  accountFamily,
  accountNotifications,
  accountProfile,
  sayAccount,
} from './en-account.ts'
import { domains, sayDomains } from './en-domains.ts'
import { hours, sayHours } from './en-hours.ts'
import { imports, sayImports } from './en-imports.ts'
import { booking, cancel, happened, move, repeat } from './en-bookings.ts'
import { classes, session, waitlist } from './en-classes.ts'
import { clientPages, sayClientPages } from './en-client-pages.ts'
import { deskClients, sayDeskClients } from './en-clients.ts'
import { deskClasses, sayDeskClasses } from './en-desk-classes.ts'
import { deskBookings, sayDeskBookings } from './en-desk-bookings.ts'
import { errors, fieldErrors, reasons } from './en-failures.ts'
import { messageLog, messageTabs, sayMessages } from './en-messages.ts'
import { messageTexts, sayTexts } from './en-texts.ts'
import { accountSms, saySms, smsConsents, smsSenders } from './en-sms.ts'
import { clientMail, mailSender, sayMailSender } from './en-mail-sender.ts'
import { sayWebhooks, webhooks } from './en-webhooks.ts'
import { photos } from './en-photos.ts'
import { app, offline, push, sayPush } from './en-push.ts'
import { reminders, sayReminders } from './en-reminders.ts'
import { saySearch, search } from './en-search.ts'
import {
  security,
  securityPassword,
  securityTwoStep,
  securityPasskeys,
  securityDevices,
  securityEmail,
  saySecurity,
} from './en-security.ts'
import { say } from './en-sentences.ts'
import { site } from './en-site.ts'
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
} from './en-sign-in.ts'
import { sayStart, start } from './en-start.ts'
import { plan, sayPlan } from './en-plan.ts'
import { saySupport, support } from './en-support.ts'
import { sayStudioData, studioData } from './en-studio-data.ts'
import { roster, sayToday, today } from './en-today.ts'
import { unsubscribe } from './en-unsubscribe.ts'

/**
 * Every word of the portal in English. `say` holds sentences with values in them; all other parts are fixed words that
 * travel to the page as they are.
 */
export const en = {
  shell: {
    skip: 'Skip to content',
    book: 'Book',
    classes: 'Classes',
    language: 'Language',
    contact: 'Contact',
    backHome: 'Back to the start',
  },
  home: {
    bookNow: 'Book a time',
    seeServices: 'See what we offer',
    nextFree: 'Next free times',
    allTimes: 'All free times',
    nothingSoon: 'Today and tomorrow are fully booked.',
    laterTimes: 'See later times',
    services: 'What you can book',
    trainers: 'Who you train with',
    about: 'About us',
    hours: 'Opening hours',
    closed: 'Closed',
    place: 'Where to find us',
    map: 'Open in maps',
    goodToKnow: 'Good to know',
    nextFreeOf: 'Next free',
    noneSoon: 'No free time in the next two weeks',
    nextClasses: 'Next classes',
    allClasses: 'The whole timetable',
  },
  choose: {
    serviceTitle: 'What would you like to book?',
    trainerTitle: 'Who would you like to see?',
    anyTrainer: 'Whoever is free',
    anyTrainerHint: 'The widest choice of times',
    service: 'Service',
    trainer: 'Trainer',
    time: 'Time',
    details: 'Details',
    steps: 'Booking steps',
    duration: 'How long',
    place: 'Where',
    from: 'from',
  },
  classes,
  ...setup,
  session,
  waitlist,
  move,
  repeat,
  time: {
    title: 'Choose a day and time',
    days: 'Days',
    trainers: 'Trainer',
    earlierDays: 'Earlier days',
    laterDays: 'Later days',
    monthView: 'Whole month',
    weekView: 'Back to days',
    earlierMonth: 'Month before',
    laterMonth: 'Month after',
    morning: 'Morning',
    afternoon: 'Afternoon',
    evening: 'Evening',
    hasRoom: 'free times',
    noRoom: 'nothing free',
    none: 'Nothing is free in the coming weeks.',
    noneHint: 'Write or call us and we will find a time together.',
    length: 'How long',
    places: 'Where',
  },
  details: {
    title: 'Your details',
    summary: 'Your booking',
    firstName: 'First name',
    lastName: 'Last name',
    email: 'E-mail',
    emailHint: 'For the confirmation and a reminder.',
    phone: 'Phone',
    phoneHint: 'Only in case something changes.',
    notes: 'Anything we should know?',
    optional: 'optional',
    pending: 'Booking…',
    anotherTime: 'Choose another time',
    payThere: 'You pay at the studio.',
    formErrors: 'Please check what is marked below.',
    takenTitle: 'Someone was faster',
    takenText: 'This time has just been taken. What you typed is still here; these times are free instead:',
    takenNone: 'This time has just been taken, and nothing near it is free.',
    goneTitle: 'This time is no longer free',
    goneText: 'These are the nearest free times:',
    unknownTitle: 'We are checking your booking',
    unknownText:
      'The answer got lost on the way. Your booking may or may not have gone through. Checking again never books twice.',
    unknownButton: 'Check again',
    unknownPending: 'Checking…',
    unavailableTitle: 'Nothing was booked',
    unavailableText:
      'We cannot reach our calendar at the moment. What you typed is still here; please try again in a minute.',
    reusedTitle: 'This form was sent before',
    reusedText: 'It was already used for another booking. Check the details and send it again.',
    request: 'The studio confirms each booking. Until it answers, the time is kept for you.',
    requestButton: 'Ask for this time',
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

/** Any language has exactly the keys of this one. */
export type Messages = typeof en
