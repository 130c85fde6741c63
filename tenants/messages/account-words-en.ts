import type { AccountLanguage, AccountTelling } from './account-words.ts'

const worksOnce = ({ life }: AccountTelling) => `The link works once, for ${life}.`
const notYou = () => 'If it was not you, you can forget this e-mail: nothing happens unless the link is used.'
const wasItYou = () =>
  'If it was not you, choose a new password at once, with the link on the page where you sign in, and tell us.'

export const accountEn: AccountLanguage = {
  kinds: {
    account_register: {
      subject: ({ studio }) => `Finish your account at ${studio}`,
      heading: () => 'one more step.',
      intro: () => 'Confirm that this address is yours, and your account is ready.',
      action: 'Finish your account',
      closing: [worksOnce, notYou],
    },
    account_exists: {
      subject: ({ studio }) => `You have an account at ${studio}`,
      heading: () => 'you already have an account.',
      intro: () => 'Somebody asked for an account with this address. You have one already: simply sign in.',
      action: 'Sign in',
      closing: [
        ({ life }) => (life === '' ? '' : `The link works once, for ${life}.`),
        () => 'If it was not you, you can forget this e-mail: your account is as it was.',
      ],
    },
    account_sign_in: {
      subject: ({ studio }) => `Sign in at ${studio}`,
      heading: () => 'here is your link.',
      intro: () => 'You asked for a link to sign in with, without a password.',
      action: 'Sign in',
      closing: [worksOnce, notYou],
    },
    account_reset: {
      subject: ({ studio }) => `A new password at ${studio}`,
      heading: () => 'choose a new password.',
      intro: () => 'You asked for a new password. The old one goes on working until you choose another.',
      action: 'Choose a new password',
      closing: [worksOnce, notYou],
    },
    account_change_email: {
      subject: ({ studio }) => `Confirm your new address at ${studio}`,
      heading: () => 'is this your new address?',
      intro: () =>
        'You asked to use this address from now on, to sign in and for everything we write to you.',
      action: 'Use this address',
      closing: [worksOnce, notYou],
    },
    account_join: {
      subject: ({ studio }) => `Work with us at ${studio}`,
      heading: () => 'you’re invited.',
      intro: ({ studio, role }) => `You are invited to work at ${studio}${role && `, as: ${role}`}.`,
      action: 'Answer the invitation',
      closing: [worksOnce, () => 'If you do not know what this is about, you can forget this e-mail.'],
    },
    account_password_changed: {
      subject: ({ studio }) => `Your password at ${studio} has changed`,
      heading: () => 'your password has changed.',
      intro: () => 'From now on you sign in with the new one. All your other devices are signed out.',
      action: 'See your account',
      closing: [wasItYou],
    },
    account_email_changed: {
      subject: ({ studio }) => `Your address at ${studio} has changed`,
      heading: () => 'you sign in with another address now.',
      intro: () => 'Your account has a new address. This is the last e-mail about it that comes to this one.',
      action: 'See your account',
      closing: [() => 'If it was not you, reply to this e-mail at once, so that we can give it back to you.'],
    },
    account_factor_added: {
      subject: ({ studio }) => `Another way to prove it is you, at ${studio}`,
      heading: () => 'your account is safer now.',
      intro: () => 'A passkey or an authenticator app was added to your account.',
      action: 'See your account',
      closing: [wasItYou],
    },
    account_factor_removed: {
      subject: ({ studio }) => `One way less to prove it is you, at ${studio}`,
      heading: () => 'your account is guarded by less.',
      intro: () => 'A passkey or an authenticator app was removed from your account.',
      action: 'See your account',
      closing: [wasItYou],
    },
    account_erased: {
      subject: ({ studio }) => `Your data at ${studio} is erased`,
      heading: () => 'your data is erased.',
      intro: () =>
        'We have erased what we knew of you. Bookings that were still ahead are cancelled. What the law obliges us to keep, such as amounts that were paid, no longer has your name. This is the last e-mail you get.',
      action: 'See our page',
      closing: [],
    },
  },
  roles: { owner: 'owner', manager: 'manager', trainer: 'trainer', front_desk: 'front desk' },
}
