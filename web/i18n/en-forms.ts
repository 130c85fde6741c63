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
    theirs: 'As it is now',
    yours: 'What you typed',
    keepMine: 'Save mine',
    takeTheirs: 'Take theirs',
  },
  units: { minutes: 'minutes', hours: 'hours', days: 'days', unit: 'unit' },
  firstLanguage: '(main language)',
  yes: 'yes',
  no: 'no',
}

export const sayForms = {
  changedBy: '{{who}} changed this {{when}}.',
}
