/** What all forms of the admin say, in English. */
export const forms = {
  unsaved: {
    title: 'Leave without saving?',
    text: 'What you typed on this page has not been saved.',
    stay: 'Stay here',
    leave: 'Leave',
  },
  meanwhile: {
    title: 'Somebody else has changed this meanwhile',
    same: 'They left it as you have it here. Save once more to confirm.',
    differs: 'Nothing you typed is lost. Compare the two, then save yours or take theirs.',
    merged: 'You changed other things than they did: both are in the form now.',
    taken: 'As theirs',
    theirs: 'As it is now',
    yours: 'What you typed',
    keepMine: 'Save mine',
    keepBoth: 'Save both',
    takeTheirs: 'Take theirs',
  },
  units: { minutes: 'minutes', hours: 'hours', days: 'days', unit: 'unit' },
  errors: {
    required: 'This is needed.',
    too_long: 'This is too long.',
    text: 'This cannot be used.',
    localized: 'Write it in one language at least, and not too long.',
    number: 'Write a whole number that fits here.',
    numbers: 'Write whole numbers with commas between them, such as 30, 45.',
    money: 'Write an amount, such as 45 or 45.50.',
    duration: 'Write a whole number that fits here.',
    time: 'Write a time, such as 08:00.',
    date: 'Choose a date.',
    choice: 'Choose one of these.',
    select: 'Choose one of these.',
  },
  firstLanguage: '(main language)',
  yes: 'yes',
  no: 'no',
}

export const sayForms = {
  changedBy: '{{who}} changed this {{when}}.',
}
