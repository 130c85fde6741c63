import type { PaymentMessageKind } from '../../../db/tenant/schema/index.ts'
import type { AllTexts } from './template-kinds.ts'

const UNTIL = '{{#expires}} They are yours to use until {{expires}}.{{/expires}}'

export const paymentTextsEn: Record<PaymentMessageKind, AllTexts> = {
  payment_received: {
    email: {
      subject: 'Paid: {{amount}} at {{studio}}',
      heading: '{{first_name}}, thank you.',
      intro: 'We have received {{amount}}. It is for:',
      closing: '',
    },
    sms: { body: '{{studio}}: thank you, we have received {{amount}}. {{link}}' },
    push: { title: 'Paid: {{amount}}', body: '{{service}}, {{when}}' },
  },
  payment_failed: {
    email: {
      subject: 'Not paid: {{amount}} at {{studio}}',
      heading: '{{first_name}}, your payment did not go through.',
      intro:
        'We could not take {{amount}}, and nothing was charged. Please try again, or tell us. It is for:',
      closing: '',
    },
    sms: { body: '{{studio}}: your payment of {{amount}} did not go through. Please try again: {{link}}' },
    push: { title: 'Your payment did not go through', body: '{{amount}}, {{service}}, {{when}}' },
  },
  refund_made: {
    email: {
      subject: 'Sent back: {{amount}} from {{studio}}',
      heading: '{{first_name}}, your money is on its way back.',
      intro: 'We have sent you {{amount}}. It can take your bank a few days. It was for:',
      closing: '',
    },
    sms: { body: '{{studio}}: we have sent {{amount}} back to you. It can take a few days. {{link}}' },
    push: { title: 'Your money is on its way back', body: '{{amount}}, {{service}}, {{when}}' },
  },
  package_bought: {
    email: {
      subject: 'Yours: {{package}}',
      heading: '{{first_name}}, thank you.',
      intro: `You have all the visits of this package.${UNTIL}`,
      closing: '{{policy}}',
    },
    sms: { body: '{{studio}}: {{package}} is yours. Visits: {{left}}. Book them here: {{link}}' },
    push: { title: 'Yours: {{package}}', body: 'Visits: {{left}}' },
  },
  package_low: {
    email: {
      subject: 'Nearly used up: {{package}}',
      heading: '{{first_name}}, few visits are left.',
      intro: `These are the visits that you still have.${UNTIL}`,
      closing: '',
    },
    sms: { body: '{{studio}}: visits left of {{package}}: {{left}}. {{link}}' },
    push: { title: 'Nearly used up: {{package}}', body: 'Visits left: {{left}}' },
  },
  package_expiring: {
    email: {
      subject: 'Until {{expires}}: {{package}}',
      heading: '{{first_name}}, your visits wait for you.',
      intro: 'You can use what is left of this package until {{expires}}:',
      closing: '',
    },
    sms: { body: '{{studio}}: visits left of {{package}}: {{left}}, to use until {{expires}}. {{link}}' },
    push: { title: '{{package}}: until {{expires}}', body: 'Visits left: {{left}}' },
  },
}
