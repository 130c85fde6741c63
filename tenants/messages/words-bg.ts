import type { MessageWords } from './message-words.ts'

export const bg: MessageWords = {
  labels: {
    service: 'Какво',
    when: 'Кога',
    yourTime: 'Ваше време',
    before: 'Преди',
    until: 'Пазим до',
    trainer: 'С кого',
    insteadOf: 'вместо',
    place: 'Къде',
    people: 'За кого',
    price: 'Цена',
    amount: 'Сума',
    package: 'Пакет',
    left: 'Оставащи посещения',
    expires: 'До',
    reason: 'Причина',
  },
  actions: {
    open: 'Вижте или отменете часа',
    manage: ({ isClass, dates }) => {
      if (dates > 1) return 'Вижте или отменете датите'
      return isClass ? 'Вижте или отменете записването' : 'Вижте или отменете часа'
    },
    manageRequest: () => 'Вижте или отменете заявката',
    see: () => 'Вижте записването',
    findTime: () => 'Изберете си час',
    useVisits: () => 'Запазете посещение',
    seeDay: () => 'Вижте деня си',
    bookAgain: ({ isClass }) => (isClass ? 'Вижте други занятия' : 'Запазете друг час'),
    seeEntry: () => 'Вижте кои сте по ред или се откажете',
    takeOffer: ({ people }) => (people > 1 ? 'Заемете местата' : 'Заемете мястото'),
  },
  freeOfCharge: 'Безплатно',
  oneCredit: 'едно посещение',
  and: (first, second) => `${first} и ${second}`,
  guests: (count) => (count === 1 ? '1 гост' : `${count} гости`),
  questions: (phone) =>
    `Имате въпрос? Отговорете на този имейл${phone ? ` или се обадете на ${phone}` : ''}.`,
  stop: 'Без повече имейли от този вид',
  test: 'Проба',
  testWhy: 'Получавате това, защото изпробвахте този текст. Никой друг не го получи.',
}
