/** Taking the studio along, in English. */
export const studioData = {
  title: 'Your data',
  intro: 'All of it is yours: take it along whenever you like, free of charge.',
  fileTitle: 'The whole studio as one file',
  fileText:
    'A SQLite database: bookings, clients, classes, services, messages and settings. Two tables in it say what all the others mean. Passwords and keys are left out. Keep it safe: it holds your clients’ personal data.',
  make: 'Make the file',
  again: 'Make a new file',
  take: 'Download',
  making: 'The file is being made. You may leave this page.',
  progress: 'Rows written',
  failed: 'The file could not be made. Please try again.',
  gone: 'The last file is gone: files are kept for a day.',
  contents: 'What is in it',
  table: 'Table',
  meaning: 'What it holds',
  clientsTitle: 'Clients as a spreadsheet',
  clientsText: 'A CSV file with names, addresses, tags and your own fields.',
}

/** With something in it. */
export const sayStudioData = {
  studioFile: 'Made {{when}}, {{size}}. It is kept until {{until}}.',
}
