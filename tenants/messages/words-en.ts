import type { MessageWords, Owed } from './message-words.ts'

const changes = {
  time: 'It takes place at another time.',
  trainer: 'Another trainer takes the class.',
  place: 'It takes place somewhere else.',
}

export const en: MessageWords = {
  subject: {
    booking_confirmed: ({ what, when }) => `Booked: ${what}, ${when}`,
    booking_requested: ({ what, when }) => `Requested: ${what}, ${when}`,
    booking_declined: ({ what, when }) => `Not confirmed: ${what}, ${when}`,
    booking_moved: ({ what, when }) => `Moved: ${what}, now ${when}`,
    booking_cancelled: ({ what, when, dates }) => `Cancelled: ${what}, ${fromFirst(dates)}${when}`,
    session_changed: ({ what, when }) => `Changed: ${what}, ${when}`,
    series_confirmed: ({ what, when, dates }) => `Booked: ${what}, ${fromFirst(dates)}${when}`,
    waitlist_joined: ({ what, when }) => `On the waitlist: ${what}, ${when}`,
    waitlist_offered: ({ what, when, people }) =>
      `${people > 1 ? 'Places' : 'A place'} for you: ${what}, ${when}`,
    waitlist_promoted: ({ what, when }) => `You’re in: ${what}, ${when}`,
    waitlist_missed: ({ what, when, byStudio }) =>
      `${byStudio ? 'Cancelled' : 'Not this time'}: ${what}, ${when}`,
    reminder: ({ what, when }) => `Reminder: ${what}, ${when}`,
  },
  heading: {
    booking_confirmed: () => 'you’re booked.',
    booking_requested: () => 'we have your request.',
    booking_declined: () => 'this one did not work out.',
    booking_moved: () => 'your booking has moved.',
    booking_cancelled: ({ byStudio, dates }) => {
      if (byStudio) return 'we had to cancel.'
      return dates > 1 ? 'your bookings are cancelled.' : 'your booking is cancelled.'
    },
    session_changed: () => 'there is a change to your class.',
    series_confirmed: () => 'your dates are booked.',
    waitlist_joined: () => 'you’re on the waitlist.',
    waitlist_offered: ({ people }) =>
      people > 1 ? `${people} places are free for you.` : 'a place is free for you.',
    waitlist_promoted: () => 'you’re in.',
    waitlist_missed: ({ byStudio, isExpired, people }) => {
      if (byStudio) return 'the class is cancelled.'
      if (isExpired)
        return people > 1 ? 'the places are no longer kept for you.' : 'the place is no longer kept for you.'
      return 'no place became free.'
    },
    reminder: ({ isLast }) => (isLast ? 'we start shortly.' : 'see you soon.'),
  },
  intro: {
    booking_confirmed: () => 'We look forward to seeing you. Everything you need is here:',
    booking_requested: ({ until }) =>
      `We keep it for you${until && ` until ${until},`} and write to you as soon as it is confirmed. You asked for:`,
    booking_declined: ({ isExpired }) =>
      isExpired
        ? 'We are sorry: your request was not answered in time, so it is no longer kept for you. You owe nothing. You asked for:'
        : 'We are sorry: we cannot confirm your request this time. You owe nothing. You asked for:',
    booking_moved: () => 'This is when we meet now:',
    booking_cancelled: ({ byStudio, owed }) =>
      byStudio
        ? 'We are sorry. You owe nothing for it, and we hope to see you another time. This was:'
        : `${owed ? sayOwed(owed) : 'There is nothing more you need to do.'} We hope to see you another time. This was:`,
    session_changed: (telling) =>
      [
        ...telling.changes.map((change) => changes[change]),
        'Your place is kept. This is how it is now:',
      ].join(' '),
    series_confirmed: () => 'We look forward to seeing you again and again. Everything you need is here:',
    waitlist_joined: ({ position, isPromoting }) =>
      `You are number ${position} in line. When it is your turn, ${
        isPromoting
          ? 'we book you in and write to you; close to the start, we ask you first.'
          : 'we write to you and keep a place for you for a while.'
      } You are waiting for:`,
    waitlist_offered: ({ until, people }) =>
      `We keep ${people > 1 ? 'them' : 'it'} for you until ${until}. After that, the next in line may have ${people > 1 ? 'them' : 'it'}.`,
    waitlist_promoted: () =>
      'A place became free and we booked it for you. If you can no longer come, please cancel, so that somebody else can.',
    waitlist_missed: ({ byStudio, isExpired, people }) => {
      if (byStudio) return 'We are sorry: the class you were waiting for does not take place. This was:'
      const it = people > 1 ? 'them' : 'it'
      return isExpired
        ? `We kept ${it} for you for a while and did not hear from you, so the next in line may have ${it}. You were waiting for:`
        : 'We are sorry that there was none for you this time. You were waiting for:'
    },
    reminder: () => 'A short reminder of your booking:',
  },
  labels: {
    service: 'What',
    when: 'When',
    yourTime: 'Your time',
    before: 'Before',
    until: 'Yours until',
    trainer: 'With',
    insteadOf: 'instead of',
    place: 'Where',
    people: 'For',
    price: 'Price',
    reason: 'Reason',
  },
  actions: {
    open: 'View or cancel your booking',
    manage: ({ dates }) => (dates > 1 ? 'View or cancel your dates' : 'View or cancel your booking'),
    manageRequest: () => 'View or cancel your request',
    bookAgain: () => 'Book another time',
    seeEntry: () => 'See your place in line, or leave it',
    takeOffer: ({ people }) => (people > 1 ? 'Take the places' : 'Take the place'),
  },
  freeOfCharge: 'Free of charge',
  freeCancelUntil: (when) => `You can cancel free of charge until ${when}.`,
  stillPending: 'It is still to be confirmed: we will write to you.',
  guests: (count) => (count === 1 ? '1 guest' : `${count} guests`),
  questions: (phone) => `Questions? Just reply to this e-mail${phone ? ` or call ${phone}` : ''}.`,
}

function sayOwed({ money, losesCredit, isWaived, isPending }: Owed): string {
  const late = 'You cancelled after the free period'
  if (isWaived) return `${late}. This time you owe nothing.`
  const cost = [money, losesCredit ? 'one credit' : ''].filter((part) => part !== '').join(' and ')
  return isPending
    ? `${late}. If nobody takes your place by the start, it costs you ${cost}.`
    : `${late}, so it costs you ${cost}.`
}

function fromFirst(dates: number): string {
  return dates > 1 ? `${dates} dates from ` : ''
}
