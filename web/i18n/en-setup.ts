import { setupPlaces, setupTrainers, saySetupPlaces } from './en-setup-places.ts'
import { setupPolicies, saySetupPolicies } from './en-setup-policies.ts'
import { setupServices, saySetupServices } from './en-setup-services.ts'

const tabs = { general: 'General', limits: 'Limits', plan: 'Plan', webhooks: 'Webhooks', support: 'Support' }

const setupSettings = {
  title: 'Settings',
  intro: 'What holds for the studio as a whole.',
  tabs,
  groups: {
    studio: { title: 'The studio', text: 'As clients know it, and how they reach it.' },
    languages: { title: 'Languages', text: 'The site is offered in these; texts can be written in each.' },
    money: { title: 'Money', text: 'All prices are in one currency.' },
    rules: { title: 'Booking', text: 'Rules for all services.' },
  },
  fields: {
    studioName: { label: 'Name of the studio' },
    contactEmail: { label: 'E-mail', hint: 'Clients’ answers to your mails come here.' },
    contactPhone: { label: 'Phone', hint: 'With the country code, such as +359 88 123 4567.' },
    locales: { label: 'Languages of the site' },
    defaultLocale: { label: 'First language', hint: 'For visitors whose language is not offered.' },
    currency: {
      label: 'Currency',
      hint: 'In another one, prices keep their numbers: 45 stays 45. What is booked keeps its price and currency.',
    },
    keepsPrices: { label: 'I know that prices keep their numbers, and will look through them' },
    weekStartsOn: { label: 'A week begins on' },
    quietFromMinute: {
      label: 'Quiet hours from',
      hint: 'In them nobody is offered a place of a waitlist. The same time twice: none.',
    },
    quietUntilMinute: { label: 'Quiet hours until' },
    allowsClientOverlap: { label: 'One client may have two bookings at the same time' },
    maxWaitlistEntries: { label: 'Waitlists one client may be in at a time' },
  },
  errors: {
    contactEmail: 'This is not an e-mail address.',
    contactPhone: 'This is not a phone number with its country code.',
    locales: 'Choose one at least.',
    defaultLocale: 'It has to be one of the languages that are offered.',
    'currency.other_digits': 'Its amounts have other decimals. Set prices to 0 first, or ask us.',
    has_prices:
      'There are services with prices. They would keep their numbers: tick that you know, below the currency.',
  },
}

const setupLimits = {
  title: 'Limits',
  intro: 'How much may be booked, of whom and by whom.',
  tabs,
  who: 'Who',
  most: 'At most',
  none: 'There are no limits',
  noneText: 'Such as: a client at most three times a week, or a trainer at most six hours a day.',
  newTitle: 'New limit',
  make: 'Add',
  delete: 'Delete',
  fields: {
    subject: { label: 'Who is limited?' },
    trainerId: { label: 'Which trainer' },
    serviceId: { label: 'Which service' },
    clientGroupId: { label: 'Which clients' },
    period: { label: 'Per' },
    maxBookings: { label: 'Most bookings', hint: 'Empty: not counted.' },
    maxMinutes: { label: 'Most time', hint: 'Empty: not counted.' },
  },
  choices: {
    each: 'Each of them',
    subject: { client: 'A client', trainer: 'A trainer', service: 'A service' },
    period: { day: 'day', week: 'week', open: 'booked at one time', ever: 'ever' },
  },
  errors: {
    period: 'Of trainers and services it is per day or per week.',
    maxBookings: 'Say how many bookings, or how much time.',
    serviceId: 'A limit of trainers counts all they give.',
    trainerId: 'Only a limit of trainers is for one of them.',
    clientGroupId: 'Only a limit of clients is for a group of them.',
  },
}

export const setup = { setupServices, setupTrainers, setupPlaces, setupPolicies, setupSettings, setupLimits }

export const saySetup = {
  ...saySetupServices,
  ...saySetupPlaces,
  ...saySetupPolicies,
  limitBookings_one: '{{count}} booking',
  limitBookings_other: '{{count}} bookings',
}

export const doneSetup = {
  made: 'Done. It is there.',
  archived: 'Archived.',
  restored: 'It is back.',
  deleted: 'Deleted.',
}
