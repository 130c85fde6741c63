import { accountTextsEn } from './texts-account-en.ts'
import { paymentTextsEn } from './texts-payment-en.ts'
import type { DefaultTexts } from './template-kinds.ts'

const FREE_UNTIL =
  '{{#free_until}}You can cancel free of charge until {{free_until}}.{{/free_until}}\n\n{{policy}}'
const STILL_PENDING =
  '{{#is_pending}}It is still to be confirmed: we will write to you.{{/is_pending}}\n\n' + FREE_UNTIL
const OWED =
  'You cancelled after the free period{{#is_waived}}. This time you owe nothing.{{/is_waived}}' +
  '{{#is_cost_open}}. If nobody takes your place by the start, it costs you {{cost}}.{{/is_cost_open}}' +
  '{{#is_cost_due}}, so it costs you {{cost}}.{{/is_cost_due}}'
const THEM = '{{#many_places}}them{{/many_places}}{{^many_places}}it{{/many_places}}'
const FROM_FIRST = '{{#many_dates}}{{dates}} dates from {{/many_dates}}'

/** Text messages keep to the letters that make them cheap: straight quotes, hyphens. */
export const textsEn: DefaultTexts = {
  booking_confirmed: {
    email: {
      subject: 'Booked: {{service}}, {{when}}',
      heading: '{{first_name}}, you’re booked.',
      intro: 'We look forward to seeing you. Everything you need is here:',
      closing: FREE_UNTIL,
    },
    sms: { body: '{{studio}}: you are booked. {{service}}, {{when}}. {{link}}' },
    push: { title: 'You’re booked', body: '{{service}}, {{when}}' },
  },
  booking_requested: {
    email: {
      subject: 'Requested: {{service}}, {{when}}',
      heading: '{{first_name}}, we have your request.',
      intro:
        'We keep it for you{{#until}} until {{until}},{{/until}} and write to you as soon as it is confirmed. You asked for:',
      closing: '{{policy}}',
    },
    sms: { body: '{{studio}}: we have your request. {{service}}, {{when}}. {{link}}' },
    push: { title: 'We have your request', body: '{{service}}, {{when}}' },
  },
  booking_declined: {
    email: {
      subject: 'Not confirmed: {{service}}, {{when}}',
      heading: '{{first_name}}, this one did not work out.',
      intro:
        'We are sorry: {{#is_expired}}your request was not answered in time, so it is no longer kept for you.{{/is_expired}}{{^is_expired}}we cannot confirm your request this time.{{/is_expired}} You owe nothing. You asked for:',
      closing: '',
    },
    sms: { body: '{{studio}}: we cannot confirm {{service}}, {{when}}. You owe nothing. {{link}}' },
    push: { title: 'Your request was not confirmed', body: '{{service}}, {{when}}' },
  },
  booking_moved: {
    email: {
      subject: 'Moved: {{service}}, now {{when}}',
      heading: '{{first_name}}, your booking has moved.',
      intro: 'This is when we meet now:',
      closing: STILL_PENDING,
    },
    sms: { body: '{{studio}}: your booking has moved. {{service}}, now {{when}}. {{link}}' },
    push: { title: 'Your booking has moved', body: '{{service}}, now {{when}}' },
  },
  booking_cancelled: {
    email: {
      subject: `Cancelled: {{service}}, ${FROM_FIRST}{{when}}`,
      heading:
        '{{first_name}}, {{#by_studio}}we had to cancel.{{/by_studio}}{{^by_studio}}{{#many_dates}}your bookings are cancelled.{{/many_dates}}{{^many_dates}}your booking is cancelled.{{/many_dates}}{{/by_studio}}',
      intro: `{{#by_studio}}We are sorry. You owe nothing for it, and we hope to see you another time.{{/by_studio}}{{^by_studio}}{{#is_late}}${OWED}{{/is_late}}{{^is_late}}There is nothing more you need to do.{{/is_late}} We hope to see you another time.{{/by_studio}} This was:`,
      closing: '',
    },
    sms: { body: `{{studio}}: cancelled. {{service}}, ${FROM_FIRST}{{when}}. Book another time: {{link}}` },
    push: { title: 'Cancelled: {{service}}', body: `${FROM_FIRST}{{when}}` },
  },
  session_changed: {
    email: {
      subject: 'Changed: {{service}}, {{when}}',
      heading: '{{first_name}}, there is a change to your class.',
      intro:
        '{{#new_time}}It takes place at another time. {{/new_time}}{{#new_trainer}}Another trainer takes the class. {{/new_trainer}}{{#new_place}}It takes place somewhere else. {{/new_place}}Your place is kept. This is how it is now:',
      closing: STILL_PENDING,
    },
    sms: {
      body: '{{studio}}: a change to your class. {{service}}, now {{when}}{{#new_trainer}}, with {{trainer}}{{/new_trainer}}{{#new_place}}, at {{place}}{{/new_place}}. {{link}}',
    },
    push: {
      title: 'A change to your class',
      body: '{{service}}, now {{when}}{{#new_trainer}}, with {{trainer}}{{/new_trainer}}{{#new_place}}, at {{place}}{{/new_place}}',
    },
  },
  series_confirmed: {
    email: {
      subject: `Booked: {{service}}, ${FROM_FIRST}{{when}}`,
      heading: '{{first_name}}, your dates are booked.',
      intro: 'We look forward to seeing you again and again. Everything you need is here:',
      closing: FREE_UNTIL,
    },
    sms: { body: `{{studio}}: your dates are booked. {{service}}, ${FROM_FIRST}{{when}}. {{link}}` },
    push: { title: 'Your dates are booked', body: `{{service}}, ${FROM_FIRST}{{when}}` },
  },
  waitlist_joined: {
    email: {
      subject: 'On the waitlist: {{service}}, {{when}}',
      heading: '{{first_name}}, you’re on the waitlist.',
      intro:
        'You are number {{position}} in line. When it is your turn, {{#is_promoting}}we book you in and write to you; close to the start, we ask you first.{{/is_promoting}}{{^is_promoting}}we write to you and keep a place for you for a while.{{/is_promoting}} You are waiting for:',
      closing: '',
    },
    sms: { body: '{{studio}}: you are number {{position}} in line for {{service}}, {{when}}. {{link}}' },
    push: { title: 'You’re on the waitlist', body: '{{service}}, {{when}}: number {{position}} in line' },
  },
  waitlist_offered: {
    email: {
      subject:
        '{{#many_places}}Places{{/many_places}}{{^many_places}}A place{{/many_places}} for you: {{service}}, {{when}}',
      heading:
        '{{first_name}}, {{#many_places}}{{places}} places are free for you.{{/many_places}}{{^many_places}}a place is free for you.{{/many_places}}',
      intro: `We keep ${THEM} for you until {{until}}. After that, the next in line may have ${THEM}.`,
      closing: '',
    },
    sms: {
      body: '{{studio}}: a place for you! {{service}}, {{when}}. Yours until {{until}} if you take it here: {{link}}',
    },
    push: { title: 'A place for you: {{service}}', body: '{{when}}. Yours until {{until}}.' },
  },
  waitlist_promoted: {
    email: {
      subject: 'You’re in: {{service}}, {{when}}',
      heading: '{{first_name}}, you’re in.',
      intro:
        'A place became free and we booked it for you. If you can no longer come, please cancel, so that somebody else can.',
      closing: STILL_PENDING,
    },
    sms: {
      body: '{{studio}}: you are in! {{service}}, {{when}}. If you cannot come, please tell us here: {{link}}',
    },
    push: { title: 'You’re in: {{service}}', body: '{{when}}. If you can no longer come, please tell us.' },
  },
  waitlist_missed: {
    email: {
      subject:
        '{{#by_studio}}Cancelled{{/by_studio}}{{^by_studio}}Not this time{{/by_studio}}: {{service}}, {{when}}',
      heading:
        '{{first_name}}, {{#by_studio}}the class is cancelled.{{/by_studio}}{{^by_studio}}{{#is_expired}}{{#many_places}}the places are no longer kept for you.{{/many_places}}{{^many_places}}the place is no longer kept for you.{{/many_places}}{{/is_expired}}{{^is_expired}}no place became free.{{/is_expired}}{{/by_studio}}',
      intro: `{{#by_studio}}We are sorry: the class you were waiting for does not take place. This was:{{/by_studio}}{{^by_studio}}{{#is_expired}}We kept ${THEM} for you for a while and did not hear from you, so the next in line may have ${THEM}.{{/is_expired}}{{^is_expired}}We are sorry that there was none for you this time.{{/is_expired}} You were waiting for:{{/by_studio}}`,
      closing: '',
    },
    sms: {
      body: '{{studio}}: {{#by_studio}}the class is cancelled{{/by_studio}}{{^by_studio}}no place this time{{/by_studio}}. {{service}}, {{when}}. {{link}}',
    },
    push: {
      title:
        '{{#by_studio}}The class is cancelled{{/by_studio}}{{^by_studio}}No place this time{{/by_studio}}',
      body: '{{service}}, {{when}}',
    },
  },
  reminder: {
    email: {
      subject: 'Reminder: {{service}}, {{when}}',
      heading:
        '{{first_name}}, {{#is_soon}}we start shortly.{{/is_soon}}{{^is_soon}}see you soon.{{/is_soon}}',
      intro: 'A short reminder of your booking:',
      closing: FREE_UNTIL,
    },
    sms: { body: '{{studio}}: see you soon! {{service}}, {{when}}. {{link}}' },
    push: {
      title: '{{#is_soon}}We start shortly{{/is_soon}}{{^is_soon}}See you soon{{/is_soon}}',
      body: '{{service}}, {{when}}',
    },
  },
  late_fee: {
    email: {
      subject: 'A fee: {{service}}, {{when}}',
      heading: '{{first_name}}, this one has a cost.',
      intro:
        '{{#is_absence}}You were expected and did not come{{/is_absence}}{{^is_absence}}You cancelled after the free period{{/is_absence}}, so it costs you {{cost}}. This was:',
      closing: 'If you think that this is not right, please tell us.\n\n{{policy}}',
    },
    sms: { body: '{{studio}}: {{service}}, {{when}}, costs you {{cost}}. Why, and what to do: {{link}}' },
    push: { title: 'A fee of {{cost}}', body: '{{service}}, {{when}}' },
  },
  miss_you: {
    email: {
      subject: 'We miss you at {{studio}}',
      heading: '{{first_name}}, it has been a while.',
      intro: 'We would be glad to see you again. The last time you were here for:',
      closing: 'You get this because you agreed to hear from us.',
    },
    sms: { body: '{{studio}}: it has been a while! Find a time that suits you: {{link}}' },
    push: { title: 'It has been a while', body: 'Find a time that suits you.' },
  },
  ...paymentTextsEn,
  ...accountTextsEn,
}
