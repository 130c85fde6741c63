import type { Lang } from '../sign-up/sign-up-page.ts'

const en = {
  title: 'Your studio’s data',
  intro:
    'Is your studio’s site closed? If you own it, we send you a link with which you take its data along: one file with everything in it.',
  studio: 'The studio’s address',
  studioHint: 'Such as iron-works.trainerhub.com or your own domain.',
  email: 'Your e-mail address',
  emailHint: 'The one you signed in with.',
  send: 'Send me the link',
  sentTitle: 'Look into your mail',
  sent: 'If this studio is closed and the address is one of its owners’, a link is on its way to it. It works once, for 24 hours.',
  fileTitle: (studio: string) => `The data of ${studio}`,
  begin:
    'One file with all tables of your studio is written for you. It holds personal data of your clients: keep it safe.',
  beginButton: 'Write the file',
  making: 'The file is being written.',
  ready: 'The file is ready. You can download it once.',
  take: 'Download it',
  spentTitle: 'This link is used up',
  spent: 'It was used or is too old. Ask for a new one.',
  again: 'Ask again',
}

export type DataWords = typeof en

const bg: DataWords = {
  title: 'Данните на Вашето студио',
  intro:
    'Сайтът на студиото Ви е затворен? Ако то е Ваше, ще Ви изпратим връзка, с която да вземете данните му: един файл с всичко.',
  studio: 'Адрес на студиото',
  studioHint: 'Например iron-works.trainerhub.com или собственият Ви домейн.',
  email: 'Вашият имейл адрес',
  emailHint: 'Този, с който влизахте.',
  send: 'Изпратете ми връзката',
  sentTitle: 'Проверете пощата си',
  sent: 'Ако студиото е затворено и адресът е на негов собственик, връзката е на път към него. Тя работи веднъж, в рамките на 24 часа.',
  fileTitle: (studio) => `Данните на ${studio}`,
  begin:
    'За Вас се записва един файл с всички таблици на студиото. В него има лични данни на клиентите Ви: пазете го.',
  beginButton: 'Запишете файла',
  making: 'Файлът се записва.',
  ready: 'Файлът е готов. Можете да го изтеглите веднъж.',
  take: 'Изтеглете го',
  spentTitle: 'Тази връзка вече не работи',
  spent: 'Използвана е или е твърде стара. Поискайте нова.',
  again: 'Поискайте отново',
}

export const dataWords = (lang: Lang): DataWords => (lang === 'bg' ? bg : en)
