import { accountTextsBg } from './texts-account-bg.ts'
import { paymentTextsBg } from './texts-payment-bg.ts'
import type { DefaultTexts } from './template-kinds.ts'

const FREE_UNTIL =
  '{{#free_until}}Можете да се откажете безплатно до {{free_until}}{{/free_until}}\n\n{{policy}}'
const STILL_PENDING = '{{#is_pending}}Предстои да го потвърдим и ще Ви пишем.{{/is_pending}}\n\n' + FREE_UNTIL
const OWED =
  'Отказахте се след безплатния срок{{#is_waived}}. Този път не дължите нищо.{{/is_waived}}' +
  '{{#is_cost_open}}. Ако до началото никой не заеме мястото Ви, това ще Ви струва {{cost}}.{{/is_cost_open}}' +
  '{{#is_cost_due}} и това Ви струва {{cost}}.{{/is_cost_due}}'
const THEM = '{{#many_places}}ги{{/many_places}}{{^many_places}}го{{/many_places}}'
const FROM_FIRST = '{{#many_dates}}от {{/many_dates}}'
const IT = '{{#is_class}}мястото{{/is_class}}{{^is_class}}часа{{/is_class}}'

/** Times end with `ч.`: where one ends a sentence, no full stop follows. */
export const textsBg: DefaultTexts = {
  booking_confirmed: {
    email: {
      subject:
        '{{#is_class}}Запазено място{{/is_class}}{{^is_class}}Запазен час{{/is_class}}: {{service}}, {{when}}',
      heading:
        '{{first_name}}, {{#is_class}}{{#many_places}}местата Ви са запазени.{{/many_places}}{{^many_places}}мястото Ви е запазено.{{/many_places}}{{/is_class}}{{^is_class}}часът Ви е запазен.{{/is_class}}',
      intro: 'Радваме се, че ще се видим. Ето всичко, което Ви е нужно:',
      closing: FREE_UNTIL,
    },
    sms: { body: '{{studio}}: записахме Ви. {{service}}, {{when}} {{link}}' },
    push: { title: 'Записахме Ви', body: '{{service}}, {{when}}' },
  },
  booking_requested: {
    email: {
      subject:
        '{{#is_class}}Заявено място{{/is_class}}{{^is_class}}Заявен час{{/is_class}}: {{service}}, {{when}}',
      heading: '{{first_name}}, получихме заявката Ви.',
      intro: `Пазим ${IT} за Вас{{#until}} до {{until}}{{/until}} и ще Ви пишем веднага щом го потвърдим. Заявихте:`,
      closing: '{{policy}}',
    },
    sms: { body: '{{studio}}: получихме заявката Ви. {{service}}, {{when}} {{link}}' },
    push: { title: 'Получихме заявката Ви', body: '{{service}}, {{when}}' },
  },
  booking_declined: {
    email: {
      subject: 'Непотвърдена заявка: {{service}}, {{when}}',
      heading: '{{first_name}}, този път не се получи.',
      intro: `Съжаляваме, {{#is_expired}}заявката Ви остана без отговор и вече не пазим ${IT}.{{/is_expired}}{{^is_expired}}този път не можем да потвърдим заявката Ви.{{/is_expired}} Не дължите нищо. Заявихте:`,
      closing: '',
    },
    sms: { body: '{{studio}}: не можем да потвърдим {{service}}, {{when}} Не дължите нищо. {{link}}' },
    push: { title: 'Заявката Ви не е потвърдена', body: '{{service}}, {{when}}' },
  },
  booking_moved: {
    email: {
      subject:
        '{{#is_class}}Преместено записване{{/is_class}}{{^is_class}}Преместен час{{/is_class}}: {{service}}, вече {{when}}',
      heading:
        '{{first_name}}, {{#is_class}}записването Ви е преместено.{{/is_class}}{{^is_class}}часът Ви е преместен.{{/is_class}}',
      intro: 'Ето кога се виждаме сега:',
      closing: STILL_PENDING,
    },
    sms: { body: '{{studio}}: преместено. {{service}}, вече {{when}} {{link}}' },
    push: { title: 'Записването Ви е преместено', body: '{{service}}, вече {{when}}' },
  },
  booking_cancelled: {
    email: {
      subject: `{{#many_dates}}Отменени {{dates}} дати{{/many_dates}}{{^many_dates}}{{#is_class}}Отменено записване{{/is_class}}{{^is_class}}Отменен час{{/is_class}}{{/many_dates}}: {{service}}, ${FROM_FIRST}{{when}}`,
      heading:
        '{{first_name}}, {{#many_dates}}{{#by_studio}}наложи се да отменим записванията Ви.{{/by_studio}}{{^by_studio}}записванията Ви са отменени.{{/by_studio}}{{/many_dates}}{{^many_dates}}{{#by_studio}}наложи се да отменим {{#is_class}}записването{{/is_class}}{{^is_class}}часа{{/is_class}} Ви.{{/by_studio}}{{^by_studio}}{{#is_class}}записването Ви е отменено.{{/is_class}}{{^is_class}}часът Ви е отменен.{{/is_class}}{{/by_studio}}{{/many_dates}}',
      intro: `{{#by_studio}}Съжаляваме. Не дължите нищо и се надяваме да се видим друг път.{{/by_studio}}{{^by_studio}}{{#is_late}}${OWED}{{/is_late}}{{^is_late}}Не е необходимо да правите нищо повече.{{/is_late}} Надяваме се да се видим друг път.{{/by_studio}} Отменихме:`,
      closing: '',
    },
    sms: { body: `{{studio}}: отменено. {{service}}, ${FROM_FIRST}{{when}} Запазете друг час: {{link}}` },
    push: { title: 'Отменено: {{service}}', body: `${FROM_FIRST}{{when}}` },
  },
  session_changed: {
    email: {
      subject: 'Промяна: {{service}}, {{when}}',
      heading: '{{first_name}}, има промяна в занятието.',
      intro:
        '{{#new_time}}Занятието ще бъде по друго време. {{/new_time}}{{#new_trainer}}Занятието ще води друг треньор. {{/new_trainer}}{{#new_place}}Занятието ще бъде на друго място. {{/new_place}}Мястото Ви е запазено. Ето как е сега:',
      closing: STILL_PENDING,
    },
    sms: {
      body: '{{studio}}: промяна. {{service}}, вече {{when}}{{#new_place}}, {{place}}{{/new_place}}{{^new_place}}{{#new_trainer}}, с {{trainer}}{{/new_trainer}}{{/new_place}} {{link}}',
    },
    push: {
      title: 'Промяна в занятието',
      body: '{{service}}, вече {{when}}{{#new_trainer}}, с {{trainer}}{{/new_trainer}}{{#new_place}}, {{place}}{{/new_place}}',
    },
  },
  series_confirmed: {
    email: {
      subject: `{{#many_dates}}Запазени {{dates}} дати{{/many_dates}}{{^many_dates}}Запазена дата{{/many_dates}}: {{service}}, ${FROM_FIRST}{{when}}`,
      heading: '{{first_name}}, датите Ви са запазени.',
      intro: 'Радваме се, че ще се виждаме редовно. Ето всичко, което Ви е нужно:',
      closing: FREE_UNTIL,
    },
    sms: { body: `{{studio}}: запазихме датите Ви. {{service}}, ${FROM_FIRST}{{when}} {{link}}` },
    push: { title: 'Датите Ви са запазени', body: `{{service}}, ${FROM_FIRST}{{when}}` },
  },
  waitlist_joined: {
    email: {
      subject: 'В списъка на чакащите: {{service}}, {{when}}',
      heading: '{{first_name}}, Вие сте в списъка на чакащите.',
      intro:
        'Вие сте номер {{position}} по ред. Когато дойде Вашият ред, {{#is_promoting}}ще Ви запишем и ще Ви пишем; ако остава малко до началото, първо ще Ви попитаме.{{/is_promoting}}{{^is_promoting}}ще Ви пишем и ще пазим мястото за Вас известно време.{{/is_promoting}} Чакате за:',
      closing: '',
    },
    sms: { body: '{{studio}}: в списъка сте № {{position}} за {{service}}, {{when}} {{link}}' },
    push: {
      title: 'Вие сте в списъка на чакащите',
      body: '{{service}}, {{when}}, номер {{position}} по ред',
    },
  },
  waitlist_offered: {
    email: {
      subject:
        '{{#many_places}}Свободни места{{/many_places}}{{^many_places}}Свободно място{{/many_places}} за Вас: {{service}}, {{when}}',
      heading:
        '{{first_name}}, {{#many_places}}освободиха се {{places}} места за Вас.{{/many_places}}{{^many_places}}освободи се място за Вас.{{/many_places}}',
      intro: `Пазим ${THEM} за Вас до {{until}} След това ${THEM} предлагаме на следващия в списъка.`,
      closing: '',
    },
    sms: {
      body: '{{studio}}: място, {{when}} Ваше е до {{until}} {{link}}',
    },
    push: { title: 'Място за Вас: {{service}}', body: '{{when}} Пазим го до {{until}}' },
  },
  waitlist_promoted: {
    email: {
      subject: 'Вече имате място: {{service}}, {{when}}',
      heading: '{{first_name}}, вече имате място.',
      intro:
        'Освободи се място и Ви записахме. Ако вече не можете да дойдете, моля, отменете записването, за да дойде друг.',
      closing: STILL_PENDING,
    },
    sms: {
      body: '{{studio}}: вече имате място! {{service}}, {{when}} Отказ: {{link}}',
    },
    push: {
      title: 'Вече имате място: {{service}}',
      body: '{{when}} Ако не можете да дойдете, моля, кажете ни.',
    },
  },
  waitlist_missed: {
    email: {
      subject:
        '{{#by_studio}}Отменено занятие{{/by_studio}}{{^by_studio}}Този път без място{{/by_studio}}: {{service}}, {{when}}',
      heading:
        '{{first_name}}, {{#by_studio}}занятието е отменено.{{/by_studio}}{{^by_studio}}{{#is_expired}}{{#many_places}}вече не пазим местата за Вас.{{/many_places}}{{^many_places}}вече не пазим мястото за Вас.{{/many_places}}{{/is_expired}}{{^is_expired}}не се освободи място.{{/is_expired}}{{/by_studio}}',
      intro: `{{#by_studio}}Съжаляваме, занятието, за което чакахте, няма да се състои. Отменихме:{{/by_studio}}{{^by_studio}}{{#is_expired}}Пазихме ${THEM} за Вас известно време, но не получихме отговор и ${THEM} предлагаме на следващия в списъка.{{/is_expired}}{{^is_expired}}Съжаляваме, че този път нямаше място за Вас.{{/is_expired}} Чакахте за:{{/by_studio}}`,
      closing: '',
    },
    sms: {
      body: '{{studio}}: {{#by_studio}}занятието е отменено{{/by_studio}}{{^by_studio}}този път без място{{/by_studio}}. {{service}}, {{when}} {{link}}',
    },
    push: {
      title: '{{#by_studio}}Занятието е отменено{{/by_studio}}{{^by_studio}}Този път без място{{/by_studio}}',
      body: '{{service}}, {{when}}',
    },
  },
  reminder: {
    email: {
      subject: 'Напомняне: {{service}}, {{when}}',
      heading:
        '{{first_name}}, {{#is_soon}}започваме съвсем скоро.{{/is_soon}}{{^is_soon}}очакваме Ви скоро.{{/is_soon}}',
      intro:
        'Напомняме Ви за {{#is_class}}запазеното място{{/is_class}}{{^is_class}}запазения час{{/is_class}}:',
      closing: FREE_UNTIL,
    },
    sms: { body: '{{studio}}: очакваме Ви! {{service}}, {{when}} {{link}}' },
    push: {
      title: '{{#is_soon}}Започваме съвсем скоро{{/is_soon}}{{^is_soon}}Очакваме Ви скоро{{/is_soon}}',
      body: '{{service}}, {{when}}',
    },
  },
  late_fee: {
    email: {
      subject: 'Такса: {{service}}, {{when}}',
      heading: '{{first_name}}, за това има такса.',
      intro:
        '{{#is_absence}}Очаквахме Ви, но не дойдохте,{{/is_absence}}{{^is_absence}}Отказахте се след безплатния срок{{/is_absence}} и това Ви струва {{cost}}. Ето за какво:',
      closing: 'Ако смятате, че има грешка, моля, пишете ни.\n\n{{policy}}',
    },
    sms: { body: '{{studio}}: такса {{cost}} за {{when}} {{link}}' },
    push: { title: 'Такса: {{cost}}', body: '{{service}}, {{when}}' },
  },
  miss_you: {
    email: {
      subject: 'Липсвате ни в {{studio}}',
      heading: '{{first_name}}, мина доста време.',
      intro: 'Ще се радваме да Ви видим отново. За последно бяхте при нас за:',
      closing: 'Получавате това писмо, защото се съгласихте да Ви пишем.',
    },
    sms: { body: '{{studio}}: мина доста време! Изберете си удобен час: {{link}}' },
    push: { title: 'Мина доста време', body: 'Изберете си удобен час.' },
  },
  ...paymentTextsBg,
  ...accountTextsBg,
}
