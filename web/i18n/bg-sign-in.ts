import type * as english from './en-sign-in.ts'

/** Words of signing in, in Bulgarian. */
export const signIn: typeof english.signIn = {
  title: 'Вход',
  text: 'Час можете да запазите и без профил.',
  email: 'Имейл',
  password: 'Парола',
  submit: 'Влезте',
  passkey: 'Влезте с ключ за достъп',
  linkInstead: 'Изпратете ми връзка за вход',
  forgot: 'Забравена парола?',
  newHere: 'За първи път ли сте тук?',
  register: 'Създайте профил',
  show: 'Покажи',
  hide: 'Скрий',
  wrong: 'Имейлът или паролата не са верни.',
  passwordMissing: 'Моля, напишете паролата си.',
  passkeyFailed: 'Ключът за достъп не беше използван. Моля, опитайте отново или изберете друг начин.',
  passkeyRefused: 'Този ключ за достъп не отваря нищо тук.',
  signedOut: 'Излязохте от профила си.',
  passwordSet: 'Новата парола е зададена. Моля, влезте с нея.',
  link: 'Вход',
  account: 'Профил',
  admin: 'Студио',
  signOut: 'Изход',
}

export const signInCode: typeof english.signInCode = {
  title: 'Още една стъпка',
  text: 'Напишете шестте цифри, които показва приложението Ви за кодове.',
  code: 'Код',
  recoveryText: 'Напишете един от запазените резервни кодове. Всеки от тях важи веднъж.',
  recoveryCode: 'Резервен код',
  submit: 'Продължете',
  useRecovery: 'Използвайте резервен код',
  useApp: 'Използвайте приложението за кодове',
  usePasskey: 'Използвайте ключ за достъп',
  startOver: 'Вход с друг профил',
  wrong: 'Кодът не е верен. Кодовете се сменят на всеки тридесет секунди и всеки важи веднъж.',
  wrongRecovery: 'Резервният код не е верен или вече е използван.',
  missing: 'Моля, напишете кода.',
}

export const signInLink: typeof english.signInLink = {
  title: 'Вход с имейл',
  text: 'Изпращаме Ви връзка, с която влизате без парола.',
  submit: 'Изпратете ми връзка',
  openTitle: 'Добре дошли отново',
  withPassword: 'Влезте с парола',
}

export const mailSent: typeof english.mailSent = {
  title: 'Проверете пощата си',
  signIn: 'Ако има профил с този адрес, връзката вече пътува към него. Тя важи веднъж, 10 минути.',
  reset: 'Ако има профил с този адрес, връзката вече пътува към него. Тя важи веднъж, 30 минути.',
  register: 'Изпратихме връзка на Вашия адрес. Тя важи веднъж, едно денонощие, и води към последната стъпка.',
  email: 'Изпратихме връзка на новия Ви адрес. Промяната става, когато я отворите до едно денонощие.',
  confirm: 'Изпратихме Ви връзка. Тя важи веднъж, 10 минути, и с нея влизате отново.',
  nothing: 'Нищо не е дошло? Погледнете в папката за спам или опитайте пак след няколко минути.',
  again: 'Опитайте пак',
}

export const spentLink: typeof english.spentLink = {
  title: 'Тази връзка вече не важи',
  text: 'Тя вече е използвана или е изтекла. Можете да получите нова.',
  signIn: 'Изпратете ми нова връзка',
  reset: 'Изпратете ми нова връзка',
  register: 'Започнете отначало',
  email: 'Към настройките за сигурност',
}

export const register: typeof english.register = {
  title: 'Създайте профил',
  text: 'Виждате резервациите си на едно място и запазвате по-бързо.',
  submit: 'Продължете',
  emailHint: 'Изпращаме Ви връзка, за да сме сигурни, че адресът е Ваш.',
  haveOne: 'Вече имате профил?',
  completeTitle: 'Добре дошли',
  completeText:
    'Адресът Ви е потвърден. Изберете парола или продължете без нея: тогава при всеки вход ще Ви изпращаме връзка.',
  agreeing: 'Създаването на профил означава:',
  completeSubmit: 'Създайте профила',
  skip: 'Продължете без парола',
}

export const resetPassword: typeof english.resetPassword = {
  title: 'Забравена парола?',
  text: 'Изпращаме Ви връзка, с която избирате нова.',
  submit: 'Изпратете ми връзка',
  newTitle: 'Изберете нова парола',
  newText: 'Всички други устройства ще излязат от профила Ви.',
  newSubmit: 'Задайте паролата',
  newPassword: 'Нова парола',
}

export const confirmEmail: typeof english.confirmEmail = {
  title: 'Потвърдете новия си адрес',
  submit: 'Да, това е моят адрес',
}

export const confirmIdentity: typeof english.confirmIdentity = {
  title: 'Потвърдете, че сте Вие',
  text: 'За да пазим профила Ви, питаме още веднъж, преди да продължите.',
  submit: 'Продължете',
  withPasskey: 'Използвайте ключ за достъп',
  withCode: 'Код от приложението за кодове',
  withLink: 'Изпратете ми връзка',
  linkText: 'Нямате парола. С връзка до Вашия адрес влизате отново; после се върнете на тази страница.',
  wrong: 'Паролата не е вярна.',
  cancel: 'Назад',
}

export const passwordErrors: typeof english.passwordErrors = {
  hint: 'Поне 10 знака. Няколко думи една след друга се помнят лесно.',
  missing: 'Моля, изберете парола.',
  tooShort: 'Моля, използвайте поне 10 знака.',
  tooLong: 'Моля, използвайте най-много 128 знака.',
  tooCommon: 'Тази парола е в списъците, които крадците пробват първо. Моля, изберете друга.',
  tooObvious: 'Лесно се отгатва: съставена е от името или адреса Ви, или от името на студиото.',
}

/** Sentences with values in them about signing in, in Bulgarian. */
export const saySignIn: typeof english.saySignIn = {
  tryAgainIn: 'Твърде много опити. Моля, опитайте отново след {{time}}.',
  signInAs: 'Влизате като {{email}}.',
  welcomeName: 'Добре дошли, {{name}}',
  newAddress: 'Ще влизате с {{email}} и ще Ви пишем там.',
  signedInAs: 'Влезли сте като {{email}}.',
}
