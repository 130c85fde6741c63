/** From whom a studio's mail comes, in English. */
export const mailSender = {
  title: 'E-mail',
  pageTitle: 'Your own e-mail address',
  intro:
    'Mail comes from this platform’s address with your studio’s name in front, and answers come to you. With a domain of yours it comes from your own address, which people trust more.',
  from: 'Mail comes from',
  answers: 'Answers go to',
  setUp: 'Use your own address',
  seeRecords: 'See how far it is',
  nobody: 'This installation sends no mail outside, so own addresses cannot be set up here.',
  state: {
    none: 'The platform’s address',
    pending: 'Waiting for your records',
    verified: 'Your own address',
    failed: 'Records not found',
  },
  stateText: {
    pending:
      'Until the records below are found, mail comes from the platform’s address. We look by ourselves: often at first, then every hour.',
    verified:
      'Everything is right. Leave the records where they are: without them mail comes from the platform’s address again.',
    failed:
      'The records were not found, or are gone. Mail comes from the platform’s address. Set them, then have them looked for again.',
  },
  domain: 'Domain',
  domainHint: 'One that you bought, such as studio.com. It may be the same as your website’s.',
  localPart: 'Before the @',
  localPartHint: 'Such as bookings or hello.',
  add: 'Continue',
  save: 'Save',
  addressTitle: 'Address',
  recordsText:
    'Set these where the domain’s DNS is looked after, usually where you bought it. They change nothing about mail that you get there.',
  purposes: {
    spf: 'Says that we may send for you (SPF)',
    dkim: 'Signs your mail, so that nobody can change it (DKIM)',
    other: 'One more that is asked for',
  },
  bounces: 'Takes back what cannot be delivered (SPF)',
  found: 'Found.',
  missing: 'Not found yet. New records take minutes, sometimes a day.',
  type: 'Type',
  name: 'Name',
  value: 'Value',
  priority: 'Priority',
  copy: 'Copy',
  copied: 'Copied',
  check: 'Look now',
  remove: 'Remove the domain',
  removeTitle: 'Go back to the platform’s address?',
  removeText:
    'From now on mail comes from the platform’s address, with your studio’s name in front. You can delete the records at your DNS provider then.',
  keep: 'Keep it',
  errors: {
    domain: 'This domain cannot be used.',
    'domain.required': 'Write the name of your domain.',
    'domain.not_a_domain': 'This is no domain. Write it as in studio.com.',
    'domain.not_public': 'This name can only be reached inside one network.',
    'domain.shared': 'This name belongs to a service that lends it out. Take one that you bought.',
    'domain.platforms': 'This name belongs to the platform.',
    'domain.mixed_letters':
      'Two scripts are mixed in one word of this name, as in names made to look like others. Write it in one.',
    'domain.too_long': 'This name is too long.',
    'domain.taken': 'Another studio uses this domain. If it is yours, write to whoever runs the platform.',
    'domain.refused': 'The mail service does not take this domain.',
    localPart: 'Use letters, digits, dots and dashes, such as bookings.',
    has_domain: 'There is a domain already: remove it first.',
    no_vendor: 'This installation sends no mail outside.',
    unavailable: 'The mail service does not answer just now. Try again in a minute.',
  },
}

/** Of a client whose mail does not arrive. */
export const clientMail = {
  title: { bounced: 'Mail does not arrive', complained: 'Mail is not wanted' },
  allow: 'Send mail there again',
}

/** With something in it. */
export const sayMailSender = {
  mail_bounced:
    'What was sent on {{when}} came back: the address may be wrong. Nothing more is sent there. Ask for the right address and change it.',
  mail_complained:
    'On {{when}} somebody reading that mailbox called a mail of yours spam. Nothing more is sent there, unless they ask for it.',
  mailSenderLooked: 'Last looked at: {{when}}',
  mailRecordInFull: 'in full: {{name}}',
}

/** What was done. */
export const doneMailSender = {
  mailDomainNamed: 'Added. Now set its records.',
  mailDomainChecked: 'Looked.',
  mailDomainGone: 'Mail comes from the platform’s address again.',
  mailRefusalCleared: 'Mail goes there again.',
}
