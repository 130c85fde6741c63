/** Words of the site as an app: without a connection, on the home screen, and when it speaks by itself. In English. */
export const offline = {
  title: 'No connection',
  text: 'The studio cannot be reached at the moment. As soon as you are connected again, everything is back.',
  yours: 'Your next bookings',
  none: 'When you last looked, you had nothing booked.',
  retry: 'Try again',
  call: 'Call the studio',
}

export const app = {
  title: 'Keep the studio at hand',
  text: 'On your home screen the site opens like an app, and shows your next bookings without a connection.',
  install: 'Add to home screen',
  apple: 'Press Share in the browser’s bar, and choose “Add to Home Screen”.',
  dismiss: 'Not now',
  book: 'Book a time',
  bookings: 'My bookings',
  classes: 'Timetable',
}

export const push = {
  title: 'On your devices',
  text: 'The studio can write to this device: before a booking, and when something changes.',
  unsupported: 'This browser cannot receive messages from the studio.',
  apple: 'On an iPhone or iPad, first add the site to the home screen, and open it from there.',
  denied:
    'You told this browser not to show messages from the studio. You can change that in its settings for this site.',
  off: 'This device receives no messages.',
  on: 'This device receives messages.',
  failed: 'That did not work. Please try again in a minute.',
  turnOn: 'Turn on for this device',
  turnOff: 'Turn off for this device',
  devices: 'Where messages arrive',
  here: 'This device',
  name: 'Name of the device',
  nameWrong: 'Please write this in one line, in at most 60 characters.',
  rename: 'Rename',
  remove: 'Remove',
  choices: 'What we write to your devices about',
  reminder: 'Reminders before my bookings',
  changes: 'When a booking is moved or cancelled',
  waitlist: 'When a place is free for me',
}

export const sayPush = {
  asOf: 'Looked up: {{when}}',
  pushSince: 'Turned on: {{when}}',
  pushLast: 'Last message: {{when}}',
  removeDevice: 'Remove: {{device}}',
  renameDevice: 'Rename: {{device}}',
}
