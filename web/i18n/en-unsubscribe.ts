/** Words of the page behind the link that says no to a kind of mail, in English. */
export const unsubscribe = {
  ask: {
    reminder: 'No more reminders by e-mail?',
    waitlist: 'No more news from waitlists by e-mail?',
    news: 'No more news and offers by e-mail?',
    digest: 'No more daily summary by e-mail?',
  },
  done: {
    reminder: 'You get no more reminders by e-mail',
    waitlist: 'You get no more news from waitlists by e-mail',
    news: 'You get no more news and offers by e-mail',
    digest: 'You get no more daily summary by e-mail',
  },
  still: {
    reminder: 'Confirmations, changes and cancellations of your bookings still come.',
    waitlist:
      'When a place is offered to you, you only see it here, on your page. What you are booked into is always confirmed.',
    news: 'Confirmations, changes and cancellations of your bookings still come.',
    digest: 'Everything is on the first page of the studio’s admin, as always.',
  },
  stop: 'Yes, stop them',
  undo: 'Undo: send them again',
  choices: 'All my choices',
  home: 'To the studio',
  spentTitle: 'This link no longer works',
  spentText: 'Choose in your account what we may write to you about, or tell the studio.',
}
