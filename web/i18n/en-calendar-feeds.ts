/** Calendars to subscribe to, in English. */
export const calendarFeeds = {
  title: 'In your calendar',
  link: 'Subscribe in your calendar program',
  intro:
    'Subscribe to your bookings in the calendar of your phone or computer. It follows every change by itself; what is cancelled is marked.',
  none: 'No calendar is subscribed yet.',
  unnamed: 'Calendar',
  neverRead: 'not read yet',
  label: 'What it is for',
  labelHint: 'Such as “Phone”. May be empty.',
  labelWrong: 'At most 60 letters.',
  make: 'Make an address',
  madeTitle: 'Your calendar’s address',
  madeText: 'It is shown this once. Open it on the device it is for, or copy it into the calendar program.',
  open: 'Open in the calendar program',
  webcal: 'For calendar programs',
  https: 'For programs that want a web address, such as Google Calendar (“From URL”)',
  revoke: 'Revoke',
  secret: 'Whoever has the address can read the calendar. Revoke it when somebody should not.',
  tooMany: 'There are ten addresses. Revoke one that nobody uses.',
  emailTaken: 'Somebody else is known here under your address. Please ask the studio.',
}

export const sayCalendarFeeds = {
  feedMade: 'made {{when}}',
  feedRead: 'last read {{when}}',
  feedRevoke: 'Revoke {{name}}',
}
