/** Text messages: from whom they come and who agreed to them, in English. */
export const smsSenders = {
  title: 'Senders',
  intro: 'From whom clients hear: the address of your e-mails, and the number of your text messages.',
  text: 'Text messages',
  textIntro:
    'They go out from a sender of your own, to whoever agreed to them, and say what your rules tell them to.',
  state: 'Sender',
  states: {
    none: 'No text messages go out: there is no sender yet.',
    submitted:
      'It is being registered with the networks, which takes days to weeks. Until then nothing goes out.',
    approved: 'It is registered. Text messages go out.',
    rejected: 'The networks did not take it. Nothing goes out.',
  },
  stateNames: { none: 'None', submitted: 'Being registered', approved: 'Registered', rejected: 'Refused' },
  reason: 'What they said',
  where: 'Where to',
  nowhere: 'Nowhere: choose countries, or give the studio a number of its own in the settings.',
  today: 'Today',
  quiet: 'Quiet hours',
  quietNone: 'None: text messages go out at any hour.',
  quietHint: 'What falls into them goes out at their end, if it is still of use.',
  quietLink: 'Change in the settings',
  answers: 'Whoever answers STOP hears nothing more from you by text message, until they send START.',
  noAnswers: 'A name cannot be answered: whoever wants no more says so in their account.',
  fields: {
    smsSender: {
      label: 'Number or name',
      hint: 'A number with its country code, or a name of up to eleven Latin letters and digits where networks allow names. Another sender has to be registered anew.',
    },
    smsCountries: {
      label: 'Countries',
      hint: 'Codes such as BG, RO, GR. Left empty: the country of the studio’s own number.',
    },
    smsDayCap: { label: 'At most a day', hint: 'Against abuse. What is more is not sent.', unit: 'messages' },
  },
  errors: {
    smsSender: 'A number with its country code, or a name of up to eleven Latin letters and digits.',
    smsCountries: 'Two letters for each country, such as BG, RO, GR.',
    smsDayCap: 'A number from 0 to 2,000.',
  },
}

/** What staff see of a client's consent. */
export const smsConsents = {
  stopped: 'the number answered STOP',
  otherNumber: 'they have another number by now',
  noPhone: 'There is no number of theirs to write to.',
}

/** What a client sees and does about their own. */
export const accountSms = {
  title: 'Text messages',
  noPhone: 'Add a phone number to your details to get text messages.',
  to: 'They go to',
  stopped: 'You answered STOP. Send START to the same number to get them again.',
}

export const saySms = {
  smsToday: '{{sent}} of {{cap}} sent',
  smsQuiet: 'From {{from}} to {{until}}',
}
