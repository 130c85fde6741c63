/** How much of its plan a studio uses, in English. */
export const plan = {
  title: 'Plan',
  intro: 'How much your plan holds, and how much of it you use.',
  things: {
    trainers: 'Trainers',
    clients: 'Clients',
    bookings_per_month: 'Bookings this month',
    sms_per_month: 'Text messages this month',
    domains: 'Own domains',
  },
  columns: { what: 'What', used: 'Used', share: 'Of your plan' },
  notLimited: 'Not limited',
  notCounted: 'This is being counted for the first time. Please look again in a while.',
  monthHint:
    'A month is counted in UTC: a booking in the month in which it was made, also when it is cancelled later; a long text message as the parts in which it is sent.',
  full: 'Used up: no more can be added. What is there stays.',
  near: 'Nearly used up.',
  heldBackTitle: 'Not part of your plan',
  features: {
    own_domain: 'A domain of your own',
    sms: 'Text messages',
    webhooks: 'Webhooks',
    api: 'Keys for programs',
    embed: 'Your timetable on other sites',
    imports: 'Imports of clients',
  },
  more: 'If you need more, write to us: another plan holds at once.',
  seePlan: 'See your plan',
  /** Above a form that ran into it. */
  refused: {
    trainers: 'Your plan has no room for another trainer. Archive one, or take a larger plan.',
    clients: 'Your plan has no room for another client.',
    bookings_per_month: 'Your plan has no room for another booking this month.',
    sms_per_month: 'Your plan has no text messages left this month.',
    domains: 'Your plan has no room for another domain. Remove one, or take a larger plan.',
    own_domain: 'A domain of your own is not part of your plan.',
    sms: 'Text messages are not part of your plan.',
    webhooks: 'Webhooks are not part of your plan.',
    api: 'Keys for programs are not part of your plan.',
    embed: 'Showing your timetable on other sites is not part of your plan.',
    imports: 'Imports are not part of your plan.',
    other: 'Your plan has no room for this.',
  },
  /** The same to a client. */
  forClients: 'The studio cannot take this online at the moment. Please call or write to it.',
}

/** With something in it. */
export const sayPlan = {
  planShare: '{{count}} of {{most}}',
  planTrial: '· trial until {{day}}',
  /** After what is not part of a plan; the plans are a list. */
  planHas: 'It is part of {{plans}}.',
}
