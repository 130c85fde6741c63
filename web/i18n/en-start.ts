/** The first steps of a new studio, in English. */
export const start = {
  title: 'First steps',
  intro: 'A few minutes, and clients can book. What is there is ticked by itself.',
  bookable: 'Clients can book now.',
  seeSite: 'See your site',
  done: 'Done',
  toDo: 'To do',
  away: 'Put this list away',
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
