/** Finding things in the admin, and its keys, in English. */
export const search = {
  title: 'Search',
  open: 'Search',
  label: 'Client, booking, service or page',
  button: 'Search',
  none: 'Nothing is found.',
  noneHint: 'Try the beginning of a name, a phone number or a booking’s number.',
  start: 'Type a name, a phone number or a booking’s number.',
  results: 'Found',
  kinds: {
    clients: 'Clients',
    bookings: 'Bookings',
    services: 'Services',
    trainers: 'Trainers',
    actions: 'Do',
    places: 'Go to',
  },
  actions: {
    book: 'New booking',
    addClient: 'New client',
    block: 'Block time',
    invite: 'Invite somebody to the staff',
  },
  keys: 'Keyboard shortcuts',
  keysClose: 'Close',
  keysOn: 'Single keys work on this device',
  keysHint: 'They never work while you type.',
  keySearch: 'Search everything',
  keyHelp: 'This list',
  keyGo: 'then',
}

/** With something in it. */
export const saySearch = {
  found: 'Found: {{count}}',
}
