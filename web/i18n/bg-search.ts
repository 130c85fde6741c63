import type { Messages } from './en.ts'

/** Търсене в администрацията и нейните клавиши, на български. */
export const search: Messages['search'] = {
  title: 'Търсене',
  open: 'Търсене',
  label: 'Клиент, резервация, услуга или страница',
  button: 'Търсене',
  none: 'Нищо не е намерено.',
  noneHint: 'Опитайте с началото на име, с телефон или с номер на резервация.',
  start: 'Въведете име, телефон или номер на резервация.',
  results: 'Намерено',
  kinds: {
    clients: 'Клиенти',
    bookings: 'Резервации',
    services: 'Услуги',
    trainers: 'Треньори',
    actions: 'Действия',
    places: 'Страници',
  },
  actions: {
    book: 'Нова резервация',
    addClient: 'Нов клиент',
    block: 'Блокиране на време',
    invite: 'Покана към екипа',
  },
  keys: 'Клавишни комбинации',
  keysClose: 'Затваряне',
  keysOn: 'Единичните клавиши работят на това устройство',
  keysHint: 'Не работят, докато пишете.',
  keySearch: 'Търсене навсякъде',
  keyHelp: 'Този списък',
  keyGo: 'после',
}

export const saySearch = {
  found: 'Намерено: {{count}}',
}
