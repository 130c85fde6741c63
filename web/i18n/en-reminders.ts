/** What goes out before a start, by phone and by the clock: in English. */
export const reminders = {
  title: 'Reminders',
  intro: 'What is sent before each start. A change holds for what is booked already, too.',
  of: 'Reminders of',
  studio: 'The whole studio',
  ownMark: 'its own',
  show: 'Show',
  list: 'What is sent before a start',
  none: 'Nobody is reminded',
  noneText: 'Add when, and by which way.',
  remove: 'Remove',
  usesStudio: 'This service has the studio’s reminders.',
  usesOwn: 'This service has reminders of its own. The studio’s do not apply to it.',
  makeOwn: 'Give it its own',
  backToStudio: 'Use the studio’s again',
  changeStudio: 'Change the studio’s',
  addTitle: 'Add a reminder',
  add: 'Add',
  noticesTitle: 'Also on the phone',
  noticesText:
    'Everything is told by e-mail. Ticked events also go by text message to whoever agreed to those, or appear on the phone of whoever installed the site.',
  event: 'Event',
  ways: { sms: 'Text message', push: 'On the phone' },
  quietTitle: 'Quiet hours',
  quietText:
    'Nobody’s phone is disturbed then. Text messages wait until the end, unless that would be too late. E-mail goes out at any hour.',
  clockTitle: 'By the clock',
  fields: {
    leadMinutes: { label: 'How long before the start' },
    channel: {
      label: 'How',
      hint: 'Text messages go only to who agreed, once the studio has a registered sender.',
    },
    quietFromMinute: { label: 'From' },
    quietUntilMinute: { label: 'Until', hint: 'The same time twice: no quiet hours.' },
    digestAtMinute: { label: 'The day for the staff, each morning at', hint: 'Empty: nobody gets it.' },
    missYouDays: {
      label: '“We miss you” after so many days without a booking',
      hint: 'Once to whoever agreed to news. Empty: nobody is told.',
      unit: 'days',
    },
  },
  errors: {
    leadMinutes: 'From 15 minutes to 60 days.',
    missYouDays: 'From 14 to 730 days, or nothing.',
    rule_exists: 'There is such a reminder already.',
    too_many: 'These are more reminders than anybody reads.',
    not_own: 'This service has the studio’s reminders. Give it its own first.',
    not_found: 'It is gone already.',
    changed_meanwhile: 'Somebody else has changed this meanwhile. Please look at it again.',
  },
}

export const doneReminders = {
  rulesSaved: 'Saved. It holds for what is booked, too.',
  clockSaved: 'Saved.',
}

export const sayReminders = {
  leadBefore: '{{time}} before',
}
