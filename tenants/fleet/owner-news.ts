import type { Locale } from '../../db/tenant/schema/columns.ts'

export type OwnerNews = 'suspended' | 'to_be_deleted' | 'data_link' | 'domain_lost'

type Facts = { studio: string; url: string; at?: number | undefined; host?: string | undefined }
type Letter = { subject: string; paragraphs: string[] }

/** What owners of a studio are told by the platform, in their language. */
export function ownerNews(locale: Locale, news: OwnerNews, facts: Facts): Letter {
  const { studio, url, at, host = '' } = facts
  const day = at === undefined ? '' : new Date(at).toISOString().slice(0, 10)
  return words[locale === 'bg' ? 'bg' : 'en'][news]({ studio, url, day, host })
}

type Words = Record<OwnerNews, (facts: Record<'studio' | 'url' | 'day' | 'host', string>) => Letter>

const en: Words = {
  domain_lost: ({ studio, url, host }) => ({
    subject: `${host} no longer leads to ${studio}`,
    paragraphs: [
      `For an hour nobody has been able to reach the site of ${studio} at ${host}. Links in new messages lead to another address of yours for now, so that clients still find you.`,
      'Most often a record at your DNS provider was changed, or the domain was not renewed.',
      `What is there and what should be, you see here: ${url}`,
      'Once it works again, make it your main name there.',
    ],
  }),
  suspended: ({ studio, url }) => ({
    subject: `${studio} is closed for now`,
    paragraphs: [
      `The site of ${studio} is closed for now: nobody can book or sign in there. Nothing was deleted, and all bookings are kept.`,
      `You can take your data along at any time: ${url}`,
      'If you do not know why, answer this mail.',
    ],
  }),
  to_be_deleted: ({ studio, url, day }) => ({
    subject: `${studio} will be deleted on ${day}`,
    paragraphs: [
      `The site of ${studio} is closed, and everything in it will be deleted on ${day}.`,
      `Until then you can take your data along: ${url}`,
      'If this is a mistake, answer this mail before that day.',
    ],
  }),
  data_link: ({ studio, url }) => ({
    subject: `Your data of ${studio}`,
    paragraphs: [
      `Somebody, most likely you, asked for the data of ${studio}. This link gives it to you, once, within 24 hours: ${url}`,
      'It holds personal data of your clients: keep the file safe. If you did not ask, you need do nothing.',
    ],
  }),
}

const bg: Words = {
  domain_lost: ({ studio, url, host }) => ({
    subject: `${host} вече не води до ${studio}`,
    paragraphs: [
      `От един час никой не може да отвори сайта на ${studio} на адрес ${host}. Засега връзките в новите съобщения водят към друг Ваш адрес, за да Ви намират клиентите.`,
      'Най-често е променен запис при Вашия DNS доставчик или домейнът не е подновен.',
      `Какво има и какво трябва да има, ще видите тук: ${url}`,
      'Щом заработи отново, направете го там основно име.',
    ],
  }),
  suspended: ({ studio, url }) => ({
    subject: `${studio} е временно затворено`,
    paragraphs: [
      `Сайтът на ${studio} е временно затворен: никой не може да записва часове или да влиза в него. Нищо не е изтрито и всички резервации са запазени.`,
      `Можете да вземете данните си по всяко време: ${url}`,
      'Ако не знаете защо, отговорете на това писмо.',
    ],
  }),
  to_be_deleted: ({ studio, url, day }) => ({
    subject: `${studio} ще бъде изтрито на ${day}`,
    paragraphs: [
      `Сайтът на ${studio} е затворен и всичко в него ще бъде изтрито на ${day}.`,
      `Дотогава можете да вземете данните си: ${url}`,
      'Ако това е грешка, отговорете на това писмо преди този ден.',
    ],
  }),
  data_link: ({ studio, url }) => ({
    subject: `Вашите данни от ${studio}`,
    paragraphs: [
      `Някой, най-вероятно Вие, поиска данните на ${studio}. Тази връзка Ви ги дава веднъж, в рамките на 24 часа: ${url}`,
      'Във файла има лични данни на Вашите клиенти: пазете го. Ако не сте ги искали Вие, не е нужно да правите нищо.',
    ],
  }),
}

const words = { en, bg }
