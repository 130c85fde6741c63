/** Words of signing in, in English. */
export const signIn = {
  title: 'Sign in',
  text: 'You can book without an account, too.',
  email: 'E-mail',
  password: 'Password',
  submit: 'Sign in',
  passkey: 'Sign in with a passkey',
  linkInstead: 'Send me a link instead',
  forgot: 'Forgot your password?',
  newHere: 'New here?',
  register: 'Create an account',
  show: 'Show',
  hide: 'Hide',
  wrong: 'The e-mail address or password is not right.',
  passwordMissing: 'Please enter your password.',
  passkeyFailed: 'The passkey was not used. Please try again, or choose another way.',
  passkeyRefused: 'This passkey does not open anything here.',
  signedOut: 'You have signed out.',
  passwordSet: 'Your new password is set. Please sign in with it.',
  link: 'Sign in',
  account: 'Account',
  admin: 'Studio',
  signOut: 'Sign out',
}

export const signInCode = {
  title: 'One more step',
  text: 'Enter the six digits that your authenticator app shows.',
  code: 'Code',
  recoveryText: 'Enter one of the recovery codes that you kept. Each of them works once.',
  recoveryCode: 'Recovery code',
  submit: 'Continue',
  useRecovery: 'Use a recovery code',
  useApp: 'Use the authenticator app',
  usePasskey: 'Use a passkey',
  startOver: 'Sign in as somebody else',
  wrong: 'This code is not right. Codes change every thirty seconds, and each works once.',
  wrongRecovery: 'This recovery code is not right, or it has been used.',
  missing: 'Please enter the code.',
}

export const signInLink = {
  title: 'Sign in by e-mail',
  text: 'We send you a link that signs you in. No password needed.',
  submit: 'Send me the link',
  openTitle: 'Welcome back',
  withPassword: 'Sign in with a password',
}

/** After a mail was asked for: the same whether or not there is somebody to send it to. */
export const mailSent = {
  title: 'Check your e-mail',
  signIn: 'If there is an account for this address, a link is on its way. It works once, for 10 minutes.',
  reset: 'If there is an account for this address, a link is on its way. It works once, for 30 minutes.',
  register: 'We have sent a link to your address. It works once, for a day, and leads to the last step.',
  email: 'We have sent a link to your new address. The change happens when you follow it within a day.',
  confirm: 'We have sent you a link. It works once, for 10 minutes, and signs you in again.',
  nothing: 'Nothing there? Look in your spam folder, or try again in a few minutes.',
  again: 'Try again',
}

export const spentLink = {
  title: 'This link no longer works',
  text: 'It has been used already, or it has expired. You can get a new one.',
  signIn: 'Send me a new link',
  reset: 'Send me a new link',
  register: 'Start again',
  email: 'To my security settings',
}

export const register = {
  title: 'Create an account',
  text: 'See your bookings in one place, and book faster.',
  submit: 'Continue',
  emailHint: 'We send you a link to make sure that the address is yours.',
  haveOne: 'Already have an account?',
  completeTitle: 'Welcome',
  completeText:
    'Your address is confirmed. Choose a password, or go without: then we send you a link whenever you sign in.',
  agreeing: 'Creating the account means:',
  completeSubmit: 'Create the account',
  skip: 'Continue without a password',
}

export const resetPassword = {
  title: 'Forgot your password?',
  text: 'We send you a link to choose a new one.',
  submit: 'Send me the link',
  newTitle: 'Choose a new password',
  newText: 'All other devices will be signed out.',
  newSubmit: 'Set the password',
  newPassword: 'New password',
}

export const confirmEmail = {
  title: 'Confirm your new address',
  submit: 'Yes, this is my address',
}

/** Proving again who one is. */
export const confirmIdentity = {
  title: 'Confirm that it is you',
  text: 'To keep your account safe, we ask once more before you go on.',
  submit: 'Continue',
  withPasskey: 'Use a passkey',
  withCode: 'Code from your authenticator app',
  withLink: 'Send me a link',
  linkText: 'You have no password. A link to your address signs you in again; then come back to this page.',
  wrong: 'The password is not right.',
  cancel: 'Go back',
}

/** What is wrong with a new password. */
export const passwordErrors = {
  hint: 'At least 10 characters. A few words in a row are easy to remember.',
  missing: 'Please choose a password.',
  tooShort: 'Please use at least 10 characters.',
  tooLong: 'Please use at most 128 characters.',
  tooCommon: 'This password is on the lists that thieves try first. Please choose another.',
  tooObvious: 'This is easy to guess: it is made of your name, your address or the name of the studio.',
}

/** Sentences with values in them about signing in, in English. */
export const saySignIn = {
  tryAgainIn: 'That was tried too often. Please try again in {{time}}.',
  signInAs: 'You sign in as {{email}}.',
  welcomeName: 'Welcome, {{name}}',
  newAddress: 'You will sign in with {{email}}, and we write to you there.',
  signedInAs: 'You are signed in as {{email}}.',
}
