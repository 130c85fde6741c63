import type { AccountTexts } from './template-kinds.ts'

const WORKS_ONCE = 'Връзката работи само веднъж, в рамките на {{life}}.'
const NOT_YOU =
  'Ако не сте били Вие, не обръщайте внимание на този имейл: без връзката нищо няма да се промени.'
const WAS_IT_YOU =
  'Ако не сте били Вие, веднага изберете нова парола чрез връзката на страницата за вход и ни пишете.'

export const accountTextsBg: AccountTexts = {
  account_register: {
    email: {
      subject: 'Довършете профила си в {{studio}}',
      heading: '{{first_name}}, остава само една стъпка.',
      intro: 'Потвърдете, че този адрес е Ваш, и профилът Ви е готов.',
      closing: `${WORKS_ONCE}\n\n${NOT_YOU}`,
    },
  },
  account_exists: {
    email: {
      subject: 'Вече имате профил в {{studio}}',
      heading: '{{first_name}}, вече имате профил.',
      intro: 'Някой поиска профил с този адрес. Вие вече имате такъв: просто влезте.',
      closing: `{{#life}}${WORKS_ONCE}{{/life}}\n\nАко не сте били Вие, не обръщайте внимание на този имейл: профилът Ви не е променен.`,
    },
  },
  account_sign_in: {
    email: {
      subject: 'Вход в {{studio}}',
      heading: '{{first_name}}, ето Вашата връзка.',
      intro: 'Поискахте връзка, с която да влезете без парола.',
      closing: `${WORKS_ONCE}\n\n${NOT_YOU}`,
    },
  },
  account_reset: {
    email: {
      subject: 'Нова парола за {{studio}}',
      heading: '{{first_name}}, изберете нова парола.',
      intro: 'Поискахте нова парола. Старата важи, докато не изберете друга.',
      closing: `${WORKS_ONCE}\n\n${NOT_YOU}`,
    },
  },
  account_change_email: {
    email: {
      subject: 'Потвърдете новия си адрес в {{studio}}',
      heading: '{{first_name}}, това ли е новият Ви адрес?',
      intro: 'Поискахте отсега нататък да влизате с този адрес и да Ви пишем на него.',
      closing: `${WORKS_ONCE}\n\n${NOT_YOU}`,
    },
  },
  account_join: {
    email: {
      subject: 'Работете с нас в {{studio}}',
      heading: '{{first_name}}, каним Ви при нас.',
      intro: 'Поканени сте да работите в {{studio}}{{#role}} като: {{role}}{{/role}}.',
      closing: `${WORKS_ONCE}\n\nАко не знаете за какво става дума, не обръщайте внимание на този имейл.`,
    },
  },
  account_password_changed: {
    email: {
      subject: 'Паролата Ви за {{studio}} е сменена',
      heading: '{{first_name}}, паролата Ви е сменена.',
      intro: 'Отсега нататък влизате с новата. Излязохте от профила си на всички други устройства.',
      closing: WAS_IT_YOU,
    },
  },
  account_email_changed: {
    email: {
      subject: 'Адресът Ви в {{studio}} е сменен',
      heading: '{{first_name}}, вече влизате с друг адрес.',
      intro: 'Профилът Ви има нов адрес. Това е последният имейл за него, който получавате тук.',
      closing: 'Ако не сте били Вие, веднага отговорете на този имейл, за да Ви върнем профила.',
    },
  },
  account_factor_added: {
    email: {
      subject: 'Още един начин да докажете, че сте Вие, в {{studio}}',
      heading: '{{first_name}}, профилът Ви вече е по-защитен.',
      intro: 'Към профила Ви е добавен ключ за достъп или приложение за кодове.',
      closing: WAS_IT_YOU,
    },
  },
  account_factor_removed: {
    email: {
      subject: 'Един начин по-малко да докажете, че сте Вие, в {{studio}}',
      heading: '{{first_name}}, профилът Ви е с една защита по-малко.',
      intro: 'От профила Ви е премахнат ключ за достъп или приложение за кодове.',
      closing: WAS_IT_YOU,
    },
  },
  account_erased: {
    email: {
      subject: 'Данните Ви в {{studio}} са изтрити',
      heading: '{{first_name}}, данните Ви са изтрити.',
      intro:
        'Изтрихме всичко, което знаехме за Вас. Предстоящите Ви записвания са отменени. Каквото законът ни задължава да пазим, като платени суми, вече не носи името Ви. Това е последният имейл от нас.',
      closing: '',
    },
  },
  staff_digest: {
    email: {
      subject: 'Вашият ден: {{when}}',
      heading: '{{first_name}}, добро утро.',
      intro:
        '{{#is_free}}За днес няма нищо записано.{{/is_free}}{{^is_free}}Ето какво Ви очаква днес:{{/is_free}}',
      closing: '{{#requests}}Заявки, които чакат отговор: {{requests}}.{{/requests}}',
    },
  },
}
