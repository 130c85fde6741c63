import { limitKeys, type LimitKey } from '../../db/registry/schema/plans.ts'
import type { MessageRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import type { AccountMatter } from '../messages/account-matter.ts'
import { cleanLine } from '../messages/clean-text.ts'
import { writeMail, type WrittenMail } from '../messages/mail-content.ts'
import { firstNameOf } from '../messages/render-account-message.ts'
import type { StudioNames } from '../messages/studio-names.ts'
import type { Locale } from '../studio/get-catalogue.ts'
import { localize } from '../studio/localize.ts'

type Facts = { name: string; studio: string; used: string; what: string }
type Words = {
  things: Record<LimitKey, string>
  subject: (facts: Facts) => string
  heading: (facts: Facts) => string
  near: (facts: Facts) => string
  full: (facts: Facts) => string
  closing: string
  action: string
}

const words: Record<Locale, Words> = {
  en: {
    things: {
      trainers: 'trainers',
      clients: 'clients',
      bookings_per_month: 'bookings this month',
      sms_per_month: 'parts of text messages this month',
      domains: 'own domains',
    },
    subject: ({ studio, used, what }) => `${studio}: ${used} ${what}`,
    heading: ({ name, what }) => `${name ? `${name}, y` : 'Y'}our plan’s limit for ${what} is near.`,
    near: ({ used, what }) => `${used} ${what} are used. When all are, no more can be added.`,
    full: ({ used, what }) =>
      `All ${used} ${what} are used. No more can be added for now; what is there stays.`,
    closing: 'If you need more room, write to us: a larger plan is changed to at once.',
    action: 'See your plan',
  },
  bg: {
    things: {
      trainers: 'треньори',
      clients: 'клиенти',
      bookings_per_month: 'резервации този месец',
      sms_per_month: 'части от текстови съобщения този месец',
      domains: 'собствени домейни',
    },
    subject: ({ studio, used, what }) => `${studio}: ${used} ${what}`,
    heading: ({ name, what }) => `${name ? `${name}, н` : 'Н'}аближавате лимита на плана си: ${what}.`,
    near: ({ used, what }) =>
      `Използвани са ${used} ${what}. След последното свободно място няма да може да се добавят нови.`,
    full: ({ used, what }) =>
      `Използвани са всички ${used} ${what}. Засега не може да се добавят нови; каквото е въведено, остава.`,
    closing: 'Ако Ви трябва повече място, пишете ни: по-голям план влиза в сила веднага.',
    action: 'Вижте плана си',
  },
}

type Telling = {
  message: Pick<MessageRow, 'details' | 'locale'>
  matter: AccountMatter
  studio: StudioNames['studio']
}

/** Tells an owner that the studio has used nearly all, or all, of something that its plan limits. */
export function writeLimitNear(ctx: TenantContext, { message, matter, studio }: Telling): WrittenMail {
  const { locale, details } = message
  const said = words[locale]
  const key = limitKeys.find((one) => one === details?.['key']) ?? 'clients'
  const number = new Intl.NumberFormat(locale)
  const [count, most] = [Number(details?.['count'] ?? 0), Number(details?.['most'] ?? 0)]
  const facts = {
    name: firstNameOf(matter) ?? '',
    studio: cleanLine(localize(studio.studioName, locale, studio.defaultLocale)),
    used: count >= most ? number.format(most) : `${number.format(count)} / ${number.format(most)}`,
    what: said.things[key],
  }
  return writeMail({
    locale,
    studio: facts.studio,
    brandColor: studio.theme.brandColor,
    subject: cleanLine(said.subject(facts)),
    heading: said.heading(facts),
    intro: details?.['percent'] === 100 ? said.full(facts) : said.near(facts),
    facts: [],
    action: { label: said.action, url: `${ctx.origin}/admin/settings/plan` },
    closing: [said.closing],
    questions: '',
  })
}
