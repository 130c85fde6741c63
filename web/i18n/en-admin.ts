import { join, profile, roles, team } from './en-admin-people.ts'
import { clients, keys, log } from './en-admin-records.ts'
import { doneCalendar } from './en-calendar.ts'
import { forms } from './en-forms.ts'
import { doneSetup } from './en-setup.ts'
import { doneClients } from './en-clients.ts'
import { doneClasses } from './en-desk-classes.ts'
import { doneBookings } from './en-desk-bookings.ts'
import { doneMessages } from './en-messages.ts'
import { doneReminders } from './en-reminders.ts'
import { doneDomains } from './en-domains.ts'
import { doneMailSender } from './en-mail-sender.ts'
import { doneWebhooks } from './en-webhooks.ts'
import { doneSupport } from './en-support.ts'
import { doneToday } from './en-today.ts'

const desk = {
  menu: 'Menu',
  more: 'More',
  openSite: 'Open the site',
  signOut: 'Sign out',
  close: 'Close',
  undo: 'Undo',
  save: 'Save',
  cancel: 'Cancel',
  groups: { studio: 'Studio', people: 'People & access', you: 'You' },
  places: {
    home: 'Today',
    calendar: 'Calendar',
    bookings: 'Bookings',
    classes: 'Classes',
    clients: 'Clients',
    messages: 'Messages',
    services: 'Services',
    trainers: 'Trainers',
    places: 'Places',
    hours: 'Hours',
    policies: 'Policies',
    site: 'Site',
    settings: 'Settings',
    data: 'Your data',
    staff: 'Staff',
    roles: 'Roles',
    keys: 'Program keys',
    log: 'Log',
    profile: 'Profile',
    security: 'Security',
  },
  done: {
    invited: 'The invitation is on its way.',
    resent: 'Sent again. The link before no longer works.',
    withdrawn: 'The invitation no longer works.',
    changed: 'Saved. It applies from their next click.',
    undone: 'It is as it was before.',
    samplesAdded: 'The sample data is there.',
    samplesRemoved: 'The sample data is gone.',
    removed: 'They can no longer sign in here.',
    joined: 'Welcome to the team.',
    roleMade: 'The role is made.',
    roleChanged: 'Saved. It applies from the next click.',
    roleDeleted: 'The role is deleted.',
    keyRevoked: 'The key no longer works.',
    noteAdded: 'The note is added.',
    noteDeleted: 'The note is deleted.',
    erased: 'Everything that says who this was is erased.',
    saved: 'Saved.',
    textReset: 'It is in our words again.',
    published: 'Published. Everybody sees it now.',
    pictureAdded: 'The picture is there.',
    pictureGone: 'The picture is gone.',
    hoursSaved: 'The week is saved.',
    datesSaved: 'The dates are saved.',
    datesGone: 'These dates are as in any week again.',
    timeOffSaved: 'The time off is saved.',
    timeOffGone: 'The time off is taken back.',
    holidaysSaved: 'The holidays are saved.',
    confirmed: 'Thank you. You can go on.',
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
  earlier: 'Earlier',
  newest: 'Newest',
  next: 'Next',
  first: 'From the start',
  you: 'you',
}

const errors = {
  forbidden: {
    title: 'Your role does not allow this',
    text: 'Ask an owner of the studio if you need it for your work.',
  },
  notStaff: {
    title: 'This is for the staff',
    text: 'You are signed in, but you do not work here. If you should, ask the studio for an invitation.',
  },
  not_found: {
    title: 'There is no such page',
    text: 'It may have been deleted, or the address is not quite right.',
  },
  changed: {
    title: 'This has changed meanwhile',
    text: 'Somebody else was faster. Look at it as it is now, and try again.',
  },
  rate_limited: {
    title: 'A little slower, please',
    text: 'That was a lot at once. Wait a minute and try again.',
  },
  unavailable: {
    title: 'The studio’s data cannot be reached',
    text: 'Nothing was changed. Please try again in a minute.',
  },
  internal: {
    title: 'Something went wrong',
    text: 'It is not your fault. Please try again; if it stays, tell us the number below.',
  },
  back: 'To the admin’s start',
  toSite: 'To the studio’s site',
  otherLogin: 'Sign in as somebody else',
  tryAgain: 'Try again',
  number: 'Number',
}

const home = {
  todo: 'Needs attention',
  nothing: 'Nothing needs your attention.',
  quick: 'Go to',
  secondFactor: 'Protect your login with a second step, such as a code from your phone.',
  secondFactorLink: 'Turn it on',
  see: 'View',
  hints: {
    clients: 'Find somebody, read and write notes, export or erase their data.',
    staff: 'Who works here, and who was asked to.',
    roles: 'Who may see and change what.',
    keys: 'For programs that work with the studio’s data.',
    log: 'Who did what, and when.',
    profile: 'Your name and language.',
    security: 'Password, second step, passkeys, devices.',
  },
}

/** The studio's admin, in English. */
export const admin = { desk, errors, home, profile, team, join, roles, keys, log, clients, forms }
