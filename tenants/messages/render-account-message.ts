import type { AccountMessageKind } from '../../db/tenant/schema/index.ts'
import { isRoleKey } from '../access/built-in-roles.ts'
import { days, hours, minutes } from '../durations.ts'
import type { Locale } from '../studio/get-catalogue.ts'
import { localize } from '../studio/localize.ts'
import type { AccountMatter } from './account-matter.ts'
import { accountWords } from './account-words.ts'
import { cleanLine, greetingName } from './clean-text.ts'
import { writeMail, type WrittenMail } from './mail-content.ts'
import { addressed, messageWords } from './message-words.ts'
import type { StudioNames } from './studio-names.ts'

type Message = {
  kind: AccountMessageKind
  matter: AccountMatter
  locale: Locale
  studio: StudioNames['studio']
  /** Where the one button leads. */
  actionUrl: string
}

/**
 * Writes an e-mail about somebody's login, in the manner of those about bookings. It names nobody but the studio and, when
 * that looks like a name, the person: anybody may have typed this address.
 */
export function renderAccountMessage({ kind, matter, locale, studio, actionUrl }: Message): WrittenMail {
  const name = cleanLine(localize(studio.studioName, locale, studio.defaultLocale))
  const words = accountWords[locale].kinds[kind]
  const telling = { studio: name, life: lifeOf(matter, locale), role: roleOf(matter, locale) }
  return writeMail({
    locale,
    studio: name,
    brandColor: studio.theme.brandColor,
    subject: cleanLine(words.subject(telling)),
    heading: addressed(firstNameOf(matter), words.heading(telling)),
    intro: cleanLine(words.intro(telling)),
    facts: [],
    action: { label: words.action, url: actionUrl },
    closing: words.closing.map((say) => say(telling)).filter((sentence) => sentence !== ''),
    questions: messageWords[locale].questions(cleanLine(studio.contactPhone ?? '') || null),
  })
}

/**
 * As the client gave it, else the first word of the login's or the invitation's name, or what was asked for. Who is
 * forgotten has none.
 */
function firstNameOf({ clientFirstName, user, invitation, token }: AccountMatter): string | undefined {
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
