import type { PaymentMessageKind } from '../../../db/tenant/schema/index.ts'
import type { AllTexts } from './template-kinds.ts'

const UNTIL = '{{#expires}} Можете да ги използвате до {{expires}}{{/expires}}'

export const paymentTextsBg: Record<PaymentMessageKind, AllTexts> = {
  payment_received: {
    email: {
      subject: 'Платено: {{amount}} в {{studio}}',
      heading: '{{first_name}}, благодарим Ви.',
      intro: 'Получихме {{amount}}. Сумата е за:',
      closing: '',
    },
    sms: { body: '{{studio}}: благодарим, получихме {{amount}}. {{link}}' },
    push: { title: 'Платено: {{amount}}', body: '{{service}}, {{when}}' },
  },
  payment_failed: {
    email: {
      subject: 'Неуспешно плащане: {{amount}} в {{studio}}',
      heading: '{{first_name}}, плащането не беше успешно.',
      intro:
        'Не успяхме да получим {{amount}} и нищо не е удържано. Моля, опитайте отново или ни пишете. Сумата е за:',
      closing: '',
    },
    sms: { body: '{{studio}}: плащането на {{amount}} не мина. Опитайте отново: {{link}}' },
    push: { title: 'Плащането не беше успешно', body: '{{amount}}, {{service}}, {{when}}' },
  },
  refund_made: {
    email: {
      subject: 'Върната сума: {{amount}} от {{studio}}',
      heading: '{{first_name}}, върнахме Ви парите.',
      intro: 'Изпратихме Ви {{amount}}. На банката може да са ѝ нужни няколко дни. Сумата беше за:',
      closing: '',
    },
    sms: { body: '{{studio}}: върнахме Ви {{amount}}. Може да отнеме няколко дни. {{link}}' },
    push: { title: 'Върнахме Ви парите', body: '{{amount}}, {{service}}, {{when}}' },
  },
  package_bought: {
    email: {
      subject: 'Вече е Ваш: {{package}}',
      heading: '{{first_name}}, благодарим Ви.',
      intro: `Разполагате с всички посещения от пакета.${UNTIL}`,
      closing: '{{policy}}',
    },
    sms: { body: '{{studio}}: {{package}} е Ваш. Посещения: {{left}}. Запазете ги тук: {{link}}' },
    push: { title: 'Вече е Ваш: {{package}}', body: 'Посещения: {{left}}' },
  },
  package_low: {
    email: {
      subject: 'Почти е изчерпан: {{package}}',
      heading: '{{first_name}}, остават Ви малко посещения.',
      intro: `Ето колко посещения все още имате.${UNTIL}`,
      closing: '',
    },
    sms: { body: '{{studio}}: оставащи посещения от {{package}}: {{left}}. {{link}}' },
    push: { title: 'Почти е изчерпан: {{package}}', body: 'Оставащи посещения: {{left}}' },
  },
  package_expiring: {
    email: {
      subject: 'До {{expires}}: {{package}}',
      heading: '{{first_name}}, посещенията Ви Ви очакват.',
      intro: 'Можете да използвате останалото от пакета до {{expires}}:',
      closing: '',
    },
    sms: { body: '{{studio}}: оставащи посещения от {{package}}: {{left}}, до {{expires}}. {{link}}' },
    push: { title: '{{package}}: до {{expires}}', body: 'Оставащи посещения: {{left}}' },
  },
}
