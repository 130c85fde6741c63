import type { MessageWords, Owed } from './message-words.ts'

const changes = {
  time: 'Занятието ще бъде по друго време.',
  trainer: 'Занятието ще води друг треньор.',
  place: 'Занятието ще бъде на друго място.',
}

/** Times end with `ч.`: where one ends a sentence, no full stop follows. */
export const bg: MessageWords = {
  subject: {
    booking_confirmed: ({ what, when, isClass }) =>
      `${isClass ? 'Запазено място' : 'Запазен час'}: ${what}, ${when}`,
    booking_requested: ({ what, when, isClass }) =>
      `${isClass ? 'Заявено място' : 'Заявен час'}: ${what}, ${when}`,
    booking_declined: ({ what, when }) => `Непотвърдена заявка: ${what}, ${when}`,
    booking_moved: ({ what, when, isClass }) =>
      `${isClass ? 'Преместено записване' : 'Преместен час'}: ${what}, вече ${when}`,
    booking_cancelled: ({ what, when, isClass, dates }) => {
      const one = isClass ? 'Отменено записване' : 'Отменен час'
      return `${dates > 1 ? `Отменени ${dates} дати` : one}: ${what}, ${fromFirst(dates)}${when}`
    },
    session_changed: ({ what, when }) => `Промяна: ${what}, ${when}`,
    series_confirmed: ({ what, when, dates }) =>
      `${dates > 1 ? `Запазени ${dates} дати` : 'Запазена дата'}: ${what}, ${fromFirst(dates)}${when}`,
    waitlist_joined: ({ what, when }) => `В списъка на чакащите: ${what}, ${when}`,
    waitlist_offered: ({ what, when, people }) =>
      `${people > 1 ? 'Свободни места' : 'Свободно място'} за Вас: ${what}, ${when}`,
    waitlist_promoted: ({ what, when }) => `Вече имате място: ${what}, ${when}`,
    waitlist_missed: ({ what, when, byStudio }) =>
      `${byStudio ? 'Отменено занятие' : 'Този път без място'}: ${what}, ${when}`,
    reminder: ({ what, when }) => `Напомняне: ${what}, ${when}`,
  },
  heading: {
    booking_confirmed: ({ isClass, people }) => {
      if (!isClass) return 'часът Ви е запазен.'
      return people > 1 ? 'местата Ви са запазени.' : 'мястото Ви е запазено.'
    },
    booking_requested: () => 'получихме заявката Ви.',
    booking_declined: () => 'този път не се получи.',
    booking_moved: ({ isClass }) => (isClass ? 'записването Ви е преместено.' : 'часът Ви е преместен.'),
    booking_cancelled: ({ byStudio, isClass, dates }) => {
      if (dates > 1)
        return byStudio ? 'наложи се да отменим записванията Ви.' : 'записванията Ви са отменени.'
      if (byStudio) return `наложи се да отменим ${isClass ? 'записването' : 'часа'} Ви.`
      return isClass ? 'записването Ви е отменено.' : 'часът Ви е отменен.'
    },
    session_changed: () => 'има промяна в занятието.',
    series_confirmed: () => 'датите Ви са запазени.',
    waitlist_joined: () => 'Вие сте в списъка на чакащите.',
    waitlist_offered: ({ people }) =>
      people > 1 ? `освободиха се ${people} места за Вас.` : 'освободи се място за Вас.',
    waitlist_promoted: () => 'вече имате място.',
    waitlist_missed: ({ byStudio, isExpired, people }) => {
      if (byStudio) return 'занятието е отменено.'
      if (isExpired) return people > 1 ? 'вече не пазим местата за Вас.' : 'вече не пазим мястото за Вас.'
      return 'не се освободи място.'
    },
    reminder: ({ isLast }) => (isLast ? 'започваме съвсем скоро.' : 'очакваме Ви скоро.'),
  },
  intro: {
    booking_confirmed: () => 'Радваме се, че ще се видим. Ето всичко, което Ви е нужно:',
    booking_requested: ({ until, isClass }) =>
      `Пазим ${isClass ? 'мястото' : 'часа'} за Вас${until && ` до ${until}`} и ще Ви пишем веднага щом го потвърдим. Заявихте:`,
    booking_declined: ({ isExpired, isClass }) =>
      isExpired
        ? `Съжаляваме, заявката Ви остана без отговор и вече не пазим ${isClass ? 'мястото' : 'часа'}. Не дължите нищо. Заявихте:`
        : 'Съжаляваме, този път не можем да потвърдим заявката Ви. Не дължите нищо. Заявихте:',
    booking_moved: () => 'Ето кога се виждаме сега:',
    booking_cancelled: ({ byStudio, owed }) =>
      byStudio
        ? 'Съжаляваме. Не дължите нищо и се надяваме да се видим друг път. Отменихме:'
        : `${owed ? sayOwed(owed) : 'Не е необходимо да правите нищо повече.'} Надяваме се да се видим друг път. Отменихме:`,
    session_changed: (telling) =>
      [...telling.changes.map((change) => changes[change]), 'Мястото Ви е запазено. Ето как е сега:'].join(
        ' ',
      ),
    series_confirmed: () => 'Радваме се, че ще се виждаме редовно. Ето всичко, което Ви е нужно:',
    waitlist_joined: ({ position, isPromoting }) =>
      `Вие сте номер ${position} по ред. Когато дойде Вашият ред, ${
        isPromoting
          ? 'ще Ви запишем и ще Ви пишем; ако остава малко до началото, първо ще Ви попитаме.'
          : 'ще Ви пишем и ще пазим мястото за Вас известно време.'
      } Чакате за:`,
    waitlist_offered: ({ until, people }) =>
      `Пазим ${people > 1 ? 'ги' : 'го'} за Вас до ${until} След това ${people > 1 ? 'ги' : 'го'} предлагаме на следващия в списъка.`,
    waitlist_promoted: () =>
      'Освободи се място и Ви записахме. Ако вече не можете да дойдете, моля, отменете записването, за да дойде друг.',
    waitlist_missed: ({ byStudio, isExpired, people }) => {
      if (byStudio) return 'Съжаляваме, занятието, за което чакахте, няма да се състои. Отменихме:'
      return isExpired
        ? `Пазихме ${people > 1 ? 'ги' : 'го'} за Вас известно време, но не получихме отговор и ${people > 1 ? 'ги' : 'го'} предлагаме на следващия в списъка. Чакахте за:`
        : 'Съжаляваме, че този път нямаше място за Вас. Чакахте за:'
    },
    reminder: ({ isClass }) => `Напомняме Ви за ${isClass ? 'запазеното място' : 'запазения час'}:`,
  },
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
    reason: 'Причина',
  },
  actions: {
    open: 'Вижте или отменете часа',
    manage: ({ isClass, dates }) => {
      if (dates > 1) return 'Вижте или отменете датите'
      return isClass ? 'Вижте или отменете записването' : 'Вижте или отменете часа'
    },
    manageRequest: () => 'Вижте или отменете заявката',
    bookAgain: ({ isClass }) => (isClass ? 'Вижте други занятия' : 'Запазете друг час'),
    seeEntry: () => 'Вижте кои сте по ред или се откажете',
    takeOffer: ({ people }) => (people > 1 ? 'Заемете местата' : 'Заемете мястото'),
  },
  freeOfCharge: 'Безплатно',
  freeCancelUntil: (when) => `Можете да се откажете безплатно до ${when}`,
  stillPending: 'Предстои да го потвърдим и ще Ви пишем.',
  guests: (count) => (count === 1 ? '1 гост' : `${count} гости`),
  questions: (phone) =>
    `Имате въпрос? Отговорете на този имейл${phone ? ` или се обадете на ${phone}` : ''}.`,
}

function sayOwed({ money, losesCredit, isWaived, isPending }: Owed): string {
  const late = 'Отказахте се след безплатния срок'
  if (isWaived) return `${late}. Този път не дължите нищо.`
  const cost = [money, losesCredit ? 'едно посещение' : ''].filter((part) => part !== '').join(' и ')
  return isPending
    ? `${late}. Ако до началото никой не заеме мястото Ви, това ще Ви струва ${cost}.`
    : `${late} и това Ви струва ${cost}.`
}

function fromFirst(dates: number): string {
  return dates > 1 ? 'от ' : ''
}
