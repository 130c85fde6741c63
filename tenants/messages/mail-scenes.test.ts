import { expect, test } from 'vitest'
import { bookingMessageKinds, paymentMessageKinds } from '../../db/tenant/schema/index.ts'
import { mailScenes } from '../../tests/support/mail-scenes.ts'
import type { Locale } from '../studio/get-catalogue.ts'
import type { Mail } from './mail-port.ts'

type SceneName = keyof typeof mailScenes
/** The subject, and what else must be said. */
type Said = [subject: string, ...sentences: string[]]

const training = 'Personal training'
const cancelledHour = `Cancelled: ${training}, Tuesday 5 January, 16:00`

const english: Record<SceneName, Said> = {
  confirmed: [
    `Booked: ${training}, Tuesday 5 January, 16:00`,
    'Elena, you’re booked.',
    'When: Tuesday, 5 January 2027, 16:00–17:00 (Eastern European Time, GMT+2)',
    'Your time: Tuesday, 5 January 2027, 14:00–15:00 (United Kingdom Time, GMT+0)',
    'View or cancel your booking:\nhttps://book.ironworks.test/bookings/bkg_',
    'You can cancel free of charge until Monday 4 January, 16:00.',
  ],
  'confirmed for three in a class': [
    'Booked: Yoga, Tuesday 5 January, 16:00',
    'For: Mila Ivanova, Boris Ivanov, 1 guest',
    'Price: €45.00 (3 × €15.00)',
  ],
  requested: [
    `Requested: ${training}, Wednesday 6 January, 16:00`,
    'We keep it for you until Tuesday 5 January, 08:00, and write to you as soon as it is confirmed.',
    'View or cancel your request:',
  ],
  'confirmed after a request': [`Booked: ${training}, Wednesday 6 January, 16:00`, 'you’re booked.'],
  declined: [
    `Not confirmed: ${training}, Wednesday 6 January, 16:00`,
    'we cannot confirm your request this time. You owe nothing.',
    'Reason: Maria <is> & stays ill',
  ],
  expired: [
    `Not confirmed: ${training}, Wednesday 6 January, 16:00`,
    'your request was not answered in time, so it is no longer kept for you. You owe nothing.',
  ],
  'cancelled in time': [cancelledHour, 'your booking is cancelled.', 'There is nothing more you need to do.'],
  'cancelled too late, with a fee': [
    cancelledHour,
    'You cancelled after the free period, so it costs you €30.00 and one credit.',
  ],
  'cancelled too late, while the place may be taken': [
    cancelledHour,
    'You cancelled after the free period. If nobody takes your place by the start, it costs you €15.00.',
  ],
  'cancelled too late, forgiven': [
    cancelledHour,
    'You cancelled after the free period. This time you owe nothing.',
  ],
  'cancelled by the studio': [
    cancelledHour,
    'we had to cancel.',
    'You owe nothing for it',
    'Reason: Maria <is> & stays ill',
    'Book another time:\nhttps://book.ironworks.test/\n',
  ],
  moved: [
    `Moved: ${training}, now Tuesday 5 January, 12:00`,
    'Before: Tuesday, 5 January 2027, 16:00–17:00',
    'With: Ivan Kolev (instead of Maria Petrova)',
  ],
  'reminded a day before': [`Reminder: ${training}, Tuesday 5 January, 16:00`, 'Elena, see you soon.'],
  'reminded an hour before': [`Reminder: ${training}, Tuesday 5 January, 16:00`, 'Elena, we start shortly.'],
  'class cancelled': [
    'Cancelled: Yoga, Tuesday 5 January, 16:00',
    'we had to cancel.',
    'Reason: The boiler <broke> & leaks',
  ],
  'another trainer': [
    'Changed: Yoga, Tuesday 5 January, 16:00',
    'Another trainer takes the class. Your place is kept.',
    'With: Ivan Kolev (instead of Maria Petrova)',
    'You can cancel free of charge until Tuesday 5 January, 16:00.',
    'Four hours before, please.',
  ],
  'class at another time': [
    'Changed: Yoga, Tuesday 5 January, 17:00',
    'It takes place at another time. Your place is kept.',
    'When: Tuesday, 5 January 2027, 17:00–18:30',
    'Before: Tuesday, 5 January 2027, 16:00–17:00',
  ],
  'waiting to be booked in': [
    'On the waitlist: Yoga, Tuesday 5 January, 16:00',
    'You are number 1 in line. When it is your turn, we book you in and write to you',
    'See your place in line, or leave it:\nhttps://book.ironworks.test/waitlist/wle_',
  ],
  'waiting to be asked': [
    'On the waitlist: Yoga, Tuesday 5 January, 16:00',
    'When it is your turn, we write to you and keep a place for you for a while.',
  ],
  promoted: [
    'You’re in: Yoga, Tuesday 5 January, 16:00',
    'A place became free and we booked it for you. If you can no longer come, please cancel',
  ],
  offered: [
    'A place for you: Yoga, Tuesday 5 January, 16:00',
    'We keep it for you until Monday 4 January, 08:30. After that, the next in line may have it.',
    'Yours until: Monday, 4 January 2027, 08:30',
    'Take the place:\nhttps://book.ironworks.test/waitlist/wle_',
  ],
  'offer missed': [
    'Not this time: Yoga, Tuesday 5 January, 16:00',
    'the place is no longer kept for you.',
    'did not hear from you, so the next in line may have it.',
  ],
  'waited in vain': ['Not this time: Yoga, Tuesday 5 January, 16:00', 'no place became free.'],
  'class cancelled that was waited for': [
    'Cancelled: Yoga, Tuesday 5 January, 16:00',
    'the class you were waiting for does not take place.',
    'Reason: The boiler <broke> & leaks',
  ],
  'series booked': [
    `Booked: ${training}, 4 dates from Tuesday 5 January, 16:00`,
    'When:\n- Tuesday, 5 January 2027, 16:00–17:00\n- Tuesday, 12 January 2027, 16:00–17:00\n- ',
    'Price: €240.00 (4 × €60.00)',
    'View or cancel your dates:',
  ],
  'rest of a series cancelled': [
    `Cancelled: ${training}, 3 dates from Tuesday 12 January, 16:00`,
    'your bookings are cancelled.',
    '- Tuesday, 26 January 2027, 16:00–17:00',
  ],
}

const hour = 'Персонална тренировка, вторник, 5 януари, 16:00 ч.'
const place = 'Йога, вторник, 5 януари, 16:00 ч.'

const bulgarian: Record<SceneName, Said> = {
  confirmed: [
    `Запазен час: ${hour}`,
    'Елена, часът Ви е запазен.',
    'Ваше време: вторник, 5 януари 2027 г., 14:00–15:00 ч.',
    'Можете да се откажете безплатно до понеделник, 4 януари, 16:00 ч.\n',
  ],
  'confirmed for three in a class': [
    `Запазено място: ${place}`,
    'местата Ви са запазени.',
    'За кого: Мила Иванова, Boris Ivanov, 1 гост',
    'Цена: 45,00 € (3 × 15,00 €)',
  ],
  requested: [
    'Заявен час: Персонална тренировка, сряда, 6 януари, 16:00 ч.',
    'Пазим часа за Вас до вторник, 5 януари, 08:00 ч. и ще Ви пишем веднага щом го потвърдим.',
  ],
  'confirmed after a request': [
    'Запазен час: Персонална тренировка, сряда, 6 януари, 16:00 ч.',
    'часът Ви е запазен.',
  ],
  declined: [
    'Непотвърдена заявка: Персонална тренировка, сряда, 6 януари, 16:00 ч.',
    'този път не можем да потвърдим заявката Ви. Не дължите нищо.',
    'Причина: Maria <is> & stays ill',
  ],
  expired: [
    'Непотвърдена заявка: Персонална тренировка, сряда, 6 януари, 16:00 ч.',
    'заявката Ви остана без отговор и вече не пазим часа. Не дължите нищо.',
  ],
  'cancelled in time': [`Отменен час: ${hour}`, 'Не е необходимо да правите нищо повече.'],
  'cancelled too late, with a fee': [
    `Отменен час: ${hour}`,
    'Отказахте се след безплатния срок и това Ви струва 30,00 € и едно посещение.',
  ],
  'cancelled too late, while the place may be taken': [
    `Отменен час: ${hour}`,
    'Ако до началото никой не заеме мястото Ви, това ще Ви струва 15,00 €.',
  ],
  'cancelled too late, forgiven': [`Отменен час: ${hour}`, 'Този път не дължите нищо.'],
  'cancelled by the studio': [`Отменен час: ${hour}`, 'наложи се да отменим часа Ви.', 'Не дължите нищо'],
  moved: [
    'Преместен час: Персонална тренировка, вече вторник, 5 януари, 12:00 ч.',
    'Преди: вторник, 5 януари 2027 г., 16:00–17:00 ч.',
    'С кого: Иван Колев (вместо Мария Петрова)',
  ],
  'reminded a day before': [`Напомняне: ${hour}`, 'Елена, очакваме Ви скоро.'],
  'reminded an hour before': [`Напомняне: ${hour}`, 'Елена, започваме съвсем скоро.'],
  'class cancelled': [`Отменено записване: ${place}`, 'наложи се да отменим записването Ви.'],
  'another trainer': [
    `Промяна: ${place}`,
    'Занятието ще води друг треньор. Мястото Ви е запазено.',
    'С кого: Иван Колев (вместо Мария Петрова)',
    'Моля, до четири часа преди началото.',
  ],
  'class at another time': [
    'Промяна: Йога, вторник, 5 януари, 17:00 ч.',
    'Занятието ще бъде по друго време.',
    'Преди: вторник, 5 януари 2027 г., 16:00–17:00 ч.',
  ],
  'waiting to be booked in': [`В списъка на чакащите: ${place}`, 'Вие сте номер 1 по ред.', 'ще Ви запишем'],
  'waiting to be asked': [`В списъка на чакащите: ${place}`, 'ще пазим мястото за Вас известно време.'],
  promoted: [`Вече имате място: ${place}`, 'Освободи се място и Ви записахме.'],
  offered: [
    `Свободно място за Вас: ${place}`,
    'Пазим го за Вас до понеделник, 4 януари, 08:30 ч. След това го предлагаме на следващия в списъка.',
    'Заемете мястото:',
  ],
  'offer missed': [`Този път без място: ${place}`, 'вече не пазим мястото за Вас.', 'не получихме отговор'],
  'waited in vain': [`Този път без място: ${place}`, 'не се освободи място.'],
  'class cancelled that was waited for': [`Отменено занятие: ${place}`, 'няма да се състои.'],
  'series booked': [
    `Запазени 4 дати: Персонална тренировка, от вторник, 5 януари, 16:00 ч.`,
    'датите Ви са запазени.',
    '- вторник, 12 януари 2027 г., 16:00–17:00 ч.\n',
    'Цена: 240,00 € (4 × 60,00 €)',
  ],
  'rest of a series cancelled': [
    `Отменени 3 дати: Персонална тренировка, от вторник, 12 януари, 16:00 ч.`,
    'записванията Ви са отменени.',
  ],
}

const said = { en: english, bg: bulgarian }
const scenes = (['en', 'bg'] as const).flatMap((locale) =>
  Object.keys(mailScenes).map((name) => [locale, name as SceneName] as const),
)

const played = new Map<string, Promise<Mail[]>>()

/** The mail that a scene is for. Each is played once. */
async function play(name: SceneName, locale: Locale): Promise<Mail> {
  const key = `${name} ${locale}`
  const playing = played.get(key) ?? mailScenes[name](locale)
  played.set(key, playing)
  const mail = (await playing).at(-1)
  if (!mail) throw new Error(`nothing was told: ${name}`)
  return mail
}

/** No-break spaces stand in sums of money. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

/** The same without its links: what proves whose they are is drawn by lot, and may read like anything. */
const unlinked = (text: string) => text.replaceAll(/https?:[^\s"]+/g, 'link')

/** What people and studios typed in Latin letters, addresses and links. */
const LATIN = /https?:\S+|Boris Ivanov|(Maria|The boiler) <.*|\S+@\S+/g

test.each(scenes)('says what there is to say, in %s: %s', async (locale, name) => {
  const mail = await play(name, locale)
  const [subject, ...sentences] = said[locale][name]
  expect(mail.subject).toBe(subject)
  for (const sentence of sentences) expect(plain(mail.text)).toContain(sentence)

  expect(unlinked(mail.text)).not.toMatch(/<(?!is>|broke>)|&(amp|lt|gt|#)|undefined|null|NaN|\[object| {2}/)
  expect(unlinked(mail.html)).not.toMatch(/<is>|<broke>|undefined|NaN|\[object/)
  expect(mail.html).toContain(`<html dir="ltr" lang="${locale}">`)
  const [link = ''] = /https:\S+/.exec(mail.text) ?? []
  expect(mail.html).toContain(`href="${link.replaceAll('&', '&amp;')}"`)
  if (locale === 'bg') expect(mail.subject + mail.text.replaceAll(LATIN, '')).not.toMatch(/[a-z]{2}/i)
})

test('there is a scene for every kind of message', async () => {
  const kinds = new Set<string | undefined>()
  for (const [locale, name] of scenes) kinds.add((await play(name, locale)).tags['kind'])
  // Nothing brings these about yet.
  const toCome = new Set<string>([...paymentMessageKinds, 'late_fee', 'miss_you'])
  expect(kinds).toEqual(new Set(bookingMessageKinds.filter((kind) => !toCome.has(kind))))
})
