import type { AccountLanguage, AccountTelling } from './account-words.ts'

const worksOnce = ({ life }: AccountTelling) => `Връзката работи само веднъж, в рамките на ${life}.`
const notYou = () =>
  'Ако не сте били Вие, не обръщайте внимание на този имейл: без връзката нищо няма да се промени.'
const wasItYou = () =>
  'Ако не сте били Вие, веднага изберете нова парола чрез връзката на страницата за вход и ни пишете.'

export const accountBg: AccountLanguage = {
  kinds: {
    account_register: {
      subject: ({ studio }) => `Довършете профила си в ${studio}`,
      heading: () => 'остава само една стъпка.',
      intro: () => 'Потвърдете, че този адрес е Ваш, и профилът Ви е готов.',
      action: 'Довършете профила си',
      closing: [worksOnce, notYou],
    },
    account_exists: {
      subject: ({ studio }) => `Вече имате профил в ${studio}`,
      heading: () => 'вече имате профил.',
      intro: () => 'Някой поиска профил с този адрес. Вие вече имате такъв: просто влезте.',
      action: 'Влезте',
      closing: [
        (telling) => (telling.life === '' ? '' : worksOnce(telling)),
        () => 'Ако не сте били Вие, не обръщайте внимание на този имейл: профилът Ви не е променен.',
      ],
    },
    account_sign_in: {
      subject: ({ studio }) => `Вход в ${studio}`,
      heading: () => 'ето Вашата връзка.',
      intro: () => 'Поискахте връзка, с която да влезете без парола.',
      action: 'Влезте',
      closing: [worksOnce, notYou],
    },
    account_reset: {
      subject: ({ studio }) => `Нова парола за ${studio}`,
      heading: () => 'изберете нова парола.',
      intro: () => 'Поискахте нова парола. Старата важи, докато не изберете друга.',
      action: 'Изберете нова парола',
      closing: [worksOnce, notYou],
    },
    account_change_email: {
      subject: ({ studio }) => `Потвърдете новия си адрес в ${studio}`,
      heading: () => 'това ли е новият Ви адрес?',
      intro: () => 'Поискахте отсега нататък да влизате с този адрес и да Ви пишем на него.',
      action: 'Използвайте този адрес',
      closing: [worksOnce, notYou],
    },
    account_join: {
      subject: ({ studio }) => `Работете с нас в ${studio}`,
      heading: () => 'каним Ви при нас.',
      intro: ({ studio, role }) => `Поканени сте да работите в ${studio}${role && ` като: ${role}`}.`,
      action: 'Отговорете на поканата',
      closing: [worksOnce, () => 'Ако не знаете за какво става дума, не обръщайте внимание на този имейл.'],
    },
    account_password_changed: {
      subject: ({ studio }) => `Паролата Ви за ${studio} е сменена`,
      heading: () => 'паролата Ви е сменена.',
      intro: () => 'Отсега нататък влизате с новата. Излязохте от профила си на всички други устройства.',
      action: 'Вижте профила си',
      closing: [wasItYou],
    },
    account_email_changed: {
      subject: ({ studio }) => `Адресът Ви в ${studio} е сменен`,
      heading: () => 'вече влизате с друг адрес.',
      intro: () => 'Профилът Ви има нов адрес. Това е последният имейл за него, който получавате тук.',
      action: 'Вижте профила си',
      closing: [() => 'Ако не сте били Вие, веднага отговорете на този имейл, за да Ви върнем профила.'],
    },
    account_factor_added: {
      subject: ({ studio }) => `Още един начин да докажете, че сте Вие, в ${studio}`,
      heading: () => 'профилът Ви вече е по-защитен.',
      intro: () => 'Към профила Ви е добавен ключ за достъп или приложение за кодове.',
      action: 'Вижте профила си',
      closing: [wasItYou],
    },
    account_factor_removed: {
      subject: ({ studio }) => `Един начин по-малко да докажете, че сте Вие, в ${studio}`,
      heading: () => 'профилът Ви е с една защита по-малко.',
      intro: () => 'От профила Ви е премахнат ключ за достъп или приложение за кодове.',
      action: 'Вижте профила си',
      closing: [wasItYou],
    },
    account_erased: {
      subject: ({ studio }) => `Данните Ви в ${studio} са изтрити`,
      heading: () => 'данните Ви са изтрити.',
      intro: () =>
        'Изтрихме всичко, което знаехме за Вас. Предстоящите Ви записвания са отменени. Каквото законът ни задължава да пазим, като платени суми, вече не носи името Ви. Това е последният имейл от нас.',
      action: 'Вижте страницата ни',
      closing: [],
    },
  },
  roles: { owner: 'собственик', manager: 'управител', trainer: 'треньор', front_desk: 'рецепция' },
}
