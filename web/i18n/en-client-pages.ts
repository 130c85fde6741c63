/** Further pages about one client in the studio's admin, in English. */
export const clientPages = {
  timeline: {
    title: 'Timeline',
    intro: 'What happened between them and the studio, newest first.',
    kind: 'Show',
    all: 'Everything',
    show: 'Show',
    none: 'Nothing yet.',
    noneHint: 'Bookings, messages, notes and consents appear here by themselves.',
    kinds: {
      booking: 'Bookings',
      message: 'Messages',
      note: 'Notes',
      consent: 'Consents',
      charge: 'Charges',
      merge: 'Merges',
    },
    merge: 'Another entry of the same person was merged in',
  },
  consents: { terms: 'Terms', privacy: 'Privacy', news: 'News by e-mail', sms: 'Text messages' },
}

export const sayClientPages = {
  timelineMessage: '{{what}}: {{state}}',
  timelineConsent: '{{what}}: {{state}}',
  timelineCharge: '{{what}}: {{amount}}, {{state}}',
  timelineBooking: 'Booking of {{when}}',
}
