/** The first steps of a new studio, in English. */
export const start = {
  title: 'First steps',
  intro: 'A few minutes, and clients can book. What is there is ticked by itself.',
  bookable: 'Clients can book now.',
  share: 'This is your site’s address. Put it where your clients look.',
  copy: 'Copy',
  copied: 'Copied',
  ordinaryWeek: 'Mon–Fri, 9–17',
  otherHours: 'Other hours',
  done: 'Done',
  toDo: 'To do',
  away: 'Put this list away',
  samples: {
    title: 'Sample data',
    offer:
      'Look around with eight made-up clients, last week’s and the next days’ bookings and a full class. Nobody is ever written to, and one click takes it all away.',
    onSite:
      'Where there is no trainer or service yet, a sample one stands on your site too; what is booked takes time that clients then cannot book.',
    add: 'Add sample data',
    there: 'There is sample data in your studio. It is none of the steps above.',
    remove: 'Remove the sample data…',
    question: 'Remove the sample data?',
    text: 'All of it goes, and what you booked or wrote down for its clients. What has become real stays: a client you gave an address or a number, a service or trainer you changed or that somebody real booked.',
    confirm: 'Remove it all',
    keep: 'Keep it',
    nothing: 'There is no sample data.',
    removed: 'The sample data is gone. This stayed, as it is something real by now:',
    kinds: { client: 'Client', service: 'Service', trainer: 'Trainer' },
    errors: { no_place: 'Say where you are first.' },
  },
  steps: {
    place: { title: 'Say where you are', text: 'The address, and the time zone of its clocks.' },
    trainer: { title: 'Add a trainer', text: 'You, or whoever works with you.' },
    service: {
      title: 'Add what can be booked',
      text: 'A training session or a class, with its price and length.',
    },
    hours: { title: 'Set the hours', text: 'When it can be booked; for a class, when it takes place.' },
    look: { title: 'Choose your look', text: 'A colour, a logo, a photo: see at once how it looks.' },
    booking: { title: 'Book once yourself', text: 'The way your clients will.' },
  },
}

/** With something in it. */
export const sayStart = {
  stepsDone: '{{done}} of {{all}} done',
}
