import { escapeHtml } from '../messages/escape-html.ts'
import { cleanLine } from '../messages/clean-text.ts'
import type { Mail } from '../messages/mail-port.ts'
import type { OperatorContext } from '../operators/platform-context.ts'
import type { SignUpDetails } from './request-sign-up.ts'

type Written = { id: string; secret: string; details: SignUpDetails }

/** The mail with the link that proves an address. Its link only shows a page: scanners of mail make no studios. */
export function writeSignUpMail(
  { origin, fleet: { mailFrom } }: Pick<OperatorContext, 'origin' | 'fleet'>,
  { id, secret, details }: Written,
): Mail {
  const { locale, name, owner } = details
  const url = `${origin}/sign-up/confirm?token=${secret}`
  const { subject, before, button, after } = words[locale](cleanLine(name))
  return {
    idempotencyKey: `sign-up/${id}`,
    from: `"TrainerHub" <${mailFrom}>`,
    to: cleanLine(owner.email),
    replyTo: mailFrom,
    subject,
    text: `${before}\n\n${url}\n\n${after}`,
    html: `<p>${escapeHtml(before)}</p>\n<p><a href="${url}">${escapeHtml(button)}</a></p>\n<p>${escapeHtml(after)}</p>`,
    attachments: [],
    tags: { kind: 'sign_up' },
  }
}

const words = {
  en: (studio: string) => ({
    subject: `Make ${studio}`,
    before: `Somebody, most likely you, wants to open ${studio} for bookings. This link goes on with it, within 24 hours:`,
    button: 'Make my studio',
    after: 'If it was not you, you need do nothing: without the link nothing is made.',
  }),
  bg: (studio: string) => ({
    subject: `Създайте ${studio}`,
    before: `Някой, най-вероятно Вие, иска да отвори ${studio} за резервации. Продължете с тази връзка в рамките на 24 часа:`,
    button: 'Създаване на студиото',
    after: 'Ако не сте били Вие, не е нужно да правите нищо: без връзката нищо не се създава.',
  }),
}
