import type { MessageTemplateRow } from '../../db/tenant/schema/index.ts'
import { isRoleKey } from '../access/built-in-roles.ts'
import { days, hours, minutes } from '../durations.ts'
import type { Locale } from '../studio/get-catalogue.ts'
import { localize } from '../studio/localize.ts'
import type { AccountMatter } from './account-matter.ts'
import { accountWords, type AccountKind } from './account-words.ts'
import { cleanLine, greetingName } from './clean-text.ts'
import { writeMail, type WrittenMail } from './mail-content.ts'
import { messageWords } from './message-words.ts'
import { toParagraphs } from './render-message.ts'
import type { StudioNames } from './studio-names.ts'
import { sayInMail } from './templates/choose-texts.ts'

type Message = {
  kind: AccountKind
  matter: AccountMatter
  locale: Locale
  studio: StudioNames['studio']
  /** The studio's own words. */
  templates?: readonly MessageTemplateRow[]
  /** Where the one button leads. */
  actionUrl: string
}

/**
 * Writes an e-mail about somebody's login, in the manner of those about bookings. It names nobody but the studio and, when
 * that looks like a name, the person: anybody may have typed this address.
 */
export function renderAccountMessage(message: Message): WrittenMail {
  const { kind, matter, locale, studio, templates = [], actionUrl } = message
  const name = cleanLine(localize(studio.studioName, locale, studio.defaultLocale))
  const phone = cleanLine(studio.contactPhone ?? '')
  const values = {
    first_name: firstNameOf(matter) ?? '',
    studio: name,
    phone,
    life: lifeOf(matter, locale),
    role: roleOf(matter, locale),
  }
  const texts = sayInMail(kind, { locale, templates, values })
  return writeMail({
    locale,
    studio: name,
    brandColor: studio.theme.brandColor,
    subject: cleanLine(texts.subject),
    heading: cleanLine(texts.heading),
    intro: cleanLine(texts.intro),
    facts: [],
    action: { label: accountWords[locale].actions[kind], url: actionUrl },
    closing: toParagraphs(texts.closing),
    questions: messageWords[locale].questions(phone || null),
  })
}

/**
 * As the client gave it, else the first word of the login's or the invitation's name, or what was asked for. Who is
 * forgotten has none.
 */
export function firstNameOf({ clientFirstName, user, invitation, token }: AccountMatter): string | undefined {
  if (user?.status === 'disabled') return undefined
  const [fromName = ''] = (user?.name ?? invitation?.name ?? '').trim().split(/\s+/)
  return greetingName(clientFirstName ?? (fromName || (token?.details?.['firstName'] ?? '')))
}

function roleOf({ invitation }: AccountMatter, locale: Locale): string {
  if (!invitation) return ''
  const { role, roleName } = invitation
  return isRoleKey(role) ? accountWords[locale].roles[role] : cleanLine(roleName)
}

/** '10 minutes', '24 hours', '7 days'. */
function lifeOf({ token }: AccountMatter, locale: Locale): string {
  if (!token) return ''
  const ms = token.expiresAt - token.createdAt
  const say = (unit: 'minute' | 'hour' | 'day', unitMs: number) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(
      Math.round(ms / unitMs),
    )
  if (ms < hours(1)) return say('minute', minutes(1))
  return ms <= days(1) ? say('hour', hours(1)) : say('day', days(1))
}
