import type { AccountTexts } from './template-kinds.ts'

const WORKS_ONCE = 'The link works once, for {{life}}.'
const NOT_YOU = 'If it was not you, you can forget this e-mail: nothing happens unless the link is used.'
const WAS_IT_YOU =
  'If it was not you, choose a new password at once, with the link on the page where you sign in, and tell us.'

export const accountTextsEn: AccountTexts = {
  account_register: {
    email: {
      subject: 'Finish your account at {{studio}}',
      heading: '{{first_name}}, one more step.',
      intro: 'Confirm that this address is yours, and your account is ready.',
      closing: `${WORKS_ONCE}\n\n${NOT_YOU}`,
    },
  },
  account_exists: {
    email: {
      subject: 'You have an account at {{studio}}',
      heading: '{{first_name}}, you already have an account.',
      intro: 'Somebody asked for an account with this address. You have one already: simply sign in.',
      closing: `{{#life}}${WORKS_ONCE}{{/life}}\n\nIf it was not you, you can forget this e-mail: your account is as it was.`,
    },
  },
  account_sign_in: {
    email: {
      subject: 'Sign in at {{studio}}',
      heading: '{{first_name}}, here is your link.',
      intro: 'You asked for a link to sign in with, without a password.',
      closing: `${WORKS_ONCE}\n\n${NOT_YOU}`,
    },
  },
  account_reset: {
    email: {
      subject: 'A new password at {{studio}}',
      heading: '{{first_name}}, choose a new password.',
      intro: 'You asked for a new password. The old one goes on working until you choose another.',
      closing: `${WORKS_ONCE}\n\n${NOT_YOU}`,
    },
  },
  account_change_email: {
    email: {
      subject: 'Confirm your new address at {{studio}}',
      heading: '{{first_name}}, is this your new address?',
      intro: 'You asked to use this address from now on, to sign in and for everything we write to you.',
      closing: `${WORKS_ONCE}\n\n${NOT_YOU}`,
    },
  },
  account_join: {
    email: {
      subject: 'Work with us at {{studio}}',
      heading: '{{first_name}}, you’re invited.',
      intro: 'You are invited to work at {{studio}}{{#role}}, as: {{role}}{{/role}}.',
      closing: `${WORKS_ONCE}\n\nIf you do not know what this is about, you can forget this e-mail.`,
    },
  },
  account_password_changed: {
    email: {
      subject: 'Your password at {{studio}} has changed',
      heading: '{{first_name}}, your password has changed.',
      intro: 'From now on you sign in with the new one. All your other devices are signed out.',
      closing: WAS_IT_YOU,
    },
  },
  account_email_changed: {
    email: {
      subject: 'Your address at {{studio}} has changed',
      heading: '{{first_name}}, you sign in with another address now.',
      intro: 'Your account has a new address. This is the last e-mail about it that comes to this one.',
      closing: 'If it was not you, reply to this e-mail at once, so that we can give it back to you.',
    },
  },
  account_factor_added: {
    email: {
      subject: 'Another way to prove it is you, at {{studio}}',
      heading: '{{first_name}}, your account is safer now.',
      intro: 'A passkey or an authenticator app was added to your account.',
      closing: WAS_IT_YOU,
    },
  },
  account_factor_removed: {
    email: {
      subject: 'One way less to prove it is you, at {{studio}}',
      heading: '{{first_name}}, your account is guarded by less.',
      intro: 'A passkey or an authenticator app was removed from your account.',
      closing: WAS_IT_YOU,
    },
  },
  account_erased: {
    email: {
      subject: 'Your data at {{studio}} is erased',
      heading: '{{first_name}}, your data is erased.',
      intro:
        'We have erased what we knew of you. Bookings that were still ahead are cancelled. What the law obliges us to keep, such as amounts that were paid, no longer has your name. This is the last e-mail you get.',
      closing: '',
    },
  },
  staff_digest: {
    email: {
      subject: 'Your day: {{when}}',
      heading: '{{first_name}}, good morning.',
      intro:
        '{{#is_free}}Nothing is booked today.{{/is_free}}{{^is_free}}This is what today holds:{{/is_free}}',
      closing: '{{#requests}}Requests that wait for an answer: {{requests}}.{{/requests}}',
    },
  },
}
