import type { MessageRow } from '../../db/tenant/schema/index.ts'
import type { Locale } from '../studio/get-catalogue.ts'

type Kind = MessageRow['kind']
type Greeting = (name: string | undefined) => string

export type MessageWords = {
  /** `what` is the service, `when` the short date and the start. */
  subject: Record<Kind, (what: string, when: string) => string>
  /** The heading; without a name when the client's does not look like one. A reminder speaks of no day: it may come late. */
  heading: Record<Kind, Greeting> & { lastReminder: Greeting }
  intro: Record<Kind, string>
  labels: Record<'service' | 'when' | 'yourTime' | 'trainer' | 'place' | 'price', string>
  freeOfCharge: string
  freeCancelUntil: (when: string) => string
  manage: string
  bookAgain: string
  questions: (phone: string | null) => string
}

/** `Elena, you …` or `You …`. */
function addressed(name: string | undefined, rest: string): string {
  return name === undefined ? rest.charAt(0).toLocaleUpperCase('bg') + rest.slice(1) : `${name}, ${rest}`
}

const en: MessageWords = {
  subject: {
    booking_confirmed: (what, when) => `Booked: ${what}, ${when}`,
    booking_cancelled: (what, when) => `Cancelled: ${what}, ${when}`,
    reminder: (what, when) => `Reminder: ${what}, ${when}`,
  },
  heading: {
    booking_confirmed: (name) => addressed(name, 'you’re booked.'),
    booking_cancelled: (name) => addressed(name, 'your booking is cancelled.'),
    reminder: (name) => addressed(name, 'see you soon.'),
    lastReminder: (name) => addressed(name, 'we start shortly.'),
  },
  intro: {
    booking_confirmed: 'We look forward to seeing you. Everything you need is here:',
    booking_cancelled: 'There is nothing more you need to do. We hope to see you another time. This was:',
    reminder: 'A short reminder of your booking:',
  },
  labels: {
    service: 'What',
    when: 'When',
    yourTime: 'Your time',
    trainer: 'With',
    place: 'Where',
    price: 'Price',
  },
  freeOfCharge: 'Free of charge',
  freeCancelUntil: (when) => `You can cancel free of charge until ${when}.`,
  manage: 'View or cancel your booking',
  bookAgain: 'Book another time',
  questions: (phone) => `Questions? Just reply to this e-mail${phone ? ` or call ${phone}` : ''}.`,
}

const bg: MessageWords = {
  subject: {
    booking_confirmed: (what, when) => `Запазен час: ${what}, ${when}`,
    booking_cancelled: (what, when) => `Отменен час: ${what}, ${when}`,
    reminder: (what, when) => `Напомняне: ${what}, ${when}`,
  },
  heading: {
    booking_confirmed: (name) => addressed(name, 'часът Ви е запазен.'),
    booking_cancelled: (name) => addressed(name, 'часът Ви е отменен.'),
    reminder: (name) => addressed(name, 'очакваме Ви скоро.'),
    lastReminder: (name) => addressed(name, 'започваме съвсем скоро.'),
  },
  intro: {
    booking_confirmed: 'Радваме се, че ще се видим. Ето всичко, което Ви е нужно:',
    booking_cancelled: 'Не е необходимо да правите нищо повече. Надяваме се да се видим друг път. Отменихме:',
    reminder: 'Напомняме Ви за запазения час:',
  },
  labels: {
    service: 'Какво',
    when: 'Кога',
    yourTime: 'Ваше време',
    trainer: 'С кого',
    place: 'Къде',
    price: 'Цена',
  },
  freeOfCharge: 'Безплатно',
  // The time ends with a full stop of its own.
  freeCancelUntil: (when) => `Можете да се откажете безплатно до ${when}`,
  manage: 'Вижте или отменете часа',
  bookAgain: 'Запазете друг час',
  questions: (phone) =>
    `Имате въпрос? Отговорете на този имейл${phone ? ` или се обадете на ${phone}` : ''}.`,
}

/** Everything the product itself says in a message; the rest are the studio's own texts. */
export const messageWords: Record<Locale, MessageWords> = { en, bg }
