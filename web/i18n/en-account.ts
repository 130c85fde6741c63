/** Words of a client's own account, in English. */
export const account = {
  nav: 'Your account',
  bookings: 'Bookings',
  profile: 'Profile',
  family: 'Family',
  notifications: 'Messages',
  security: 'Security',
  data: 'My data',
  saved: 'Saved.',
  save: 'Save',
  next: 'Your next booking',
  upcoming: 'After that',
  none: 'Nothing is booked at the moment',
  noneText:
    'When you have booked something, you find it here: to move it, to cancel it, or to look up the address.',
  book: 'Book a time',
  timetable: 'See the timetable',
  details: 'Details',
  calendar: 'Add to calendar',
  calendarShort: 'Calendar',
  move: 'Move',
  cancel: 'Cancel booking',
  cancelShort: 'Cancel',
  withdraw: 'Withdraw the request',
  pending: 'Waiting for the studio',
  checkedIn: 'You are checked in',
  waitlist: 'On the waitlist',
  offered: 'A place is free for you',
  toOffer: 'Take it or leave it',
  seePlace: 'See your place',
  past: 'Past and cancelled',
  pastLink: 'See past bookings',
  pastNone: 'There is nothing here yet',
  pastNoneText: 'What you came to, and what you cancelled, will be listed here.',
  again: 'Book again',
  more: 'Show more',
  newest: 'Back to the newest',
  cancelled: 'Cancelled',
  declined: 'Declined',
  expired: 'Ran out',
  missed: 'Missed',
  keepTitle: 'Keep an eye on it',
  keepText: 'With an account you see all your bookings in one place and book faster. We send you a link.',
  keepSubmit: 'Create an account',
  emailTaken:
    'The studio knows somebody else under your address. Please write to the studio, so that it can put this right.',
}

export const accountProfile = {
  title: 'Profile',
  text: 'What the studio knows about you. What is booked keeps the details it was booked with.',
  email: 'E-mail',
  emailChange: 'Change the address',
  phoneHint: 'Only in case something changes.',
  locale: 'Language of our messages',
  timeZone: 'Your time zone',
  timeZoneHint: 'Beside the studio’s times you see your own when they differ.',
  timeZoneNone: 'That of the device I am using',
  timeZoneWrong: 'Please choose one of the zones in the list.',
}

export const accountFamily = {
  title: 'Family',
  text: 'Children and others you book for. When you book, you choose who comes.',
  none: 'Nobody is written down yet.',
  rename: 'Change the name',
  remove: 'Remove',
  addTitle: 'Add somebody',
  add: 'Add',
  hasBookings: 'Something is still booked for this person. Please cancel it first.',
  tooMany: 'There is no room for more than twenty people here.',
  nameMissing: 'Please fill this in.',
  nameWrong: 'Please write this in one line, in at most 80 characters.',
}

export const accountNotifications = {
  title: 'Messages',
  text: 'What we may write to you besides what has to be said: confirmations, changes and cancellations always come.',
  reminder: 'Reminders before what I have booked',
  waitlist: 'News from the waitlists I stand in',
  channel: 'By e-mail',
}

export const accountData = {
  title: 'My data',
  text: 'Everything the studio has written down about you belongs to you: take it along, or have it erased.',
  exportTitle: 'Take it along',
  exportText: 'Your profile, bookings, family, messages and consents in one file.',
  exportJson: 'All of it, for other programs',
  exportCsv: 'All of it, as a table',
  eraseTitle: 'Erase me',
  eraseText:
    'Your name, address, phone, family and notes are removed, and you can no longer sign in. It cannot be undone.',
  keptText:
    'What stays, without your name: that a time was booked, for how much, and what the law wants the studio to keep of its accounts.',
  upcoming: 'You still have bookings to come, or places in a waitlist.',
  upcomingCancel: 'Cancel all of it, on the terms that were agreed',
  upcomingMissing: 'What you have booked would be cancelled. Please agree to that first.',
  underWay: 'A booking is under way. Please try again when it is over.',
  changed: 'Something changed meanwhile. Please try again.',
  typeEmail: 'To be sure, type your e-mail address',
  typeWrong: 'This is not the address of your account.',
  erase: 'Erase everything about me',
  confirmText: 'This is well protected. Please show first that it is you.',
  confirm: 'Continue',
  erasedTitle: 'You are forgotten here',
  erasedText:
    'What the studio knew about you is erased, and you are signed out. You are always welcome to book again.',
  staff: 'You work here: your login stays as long as you do.',
}

/** Sentences with values in them about an account, in English. */
export const sayAccount = {
  hello: 'Hello, {{name}}',
  dateCount_one: '{{count}} date',
  dateCount_other: '{{count}} dates',
  linePosition: 'You are number {{position}} in line.',
  offerUntil: 'It is kept for you until {{when}}.',
  forSomebody: 'for {{name}}',
  renameOf: 'Change the name: {{name}}',
  removeOf: 'Remove: {{name}}',
}
