import type { MessageRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import type { AccountMatter } from '../messages/account-matter.ts'
import { cleanLine } from '../messages/clean-text.ts'
import { writeMail, type WrittenMail } from '../messages/mail-content.ts'
import { firstNameOf } from '../messages/render-account-message.ts'
import type { StudioNames } from '../messages/studio-names.ts'
import type { Locale } from '../studio/get-catalogue.ts'
import { localize } from '../studio/localize.ts'

type Names = { name: string; host: string; studio: string }
type Words = {
  subject: (names: Names) => string
  heading: (names: Names) => string
  dead: (names: Names) => string
  gone: (names: Names) => string
  closing: string
  action: string
}

const words: Record<Locale, Words> = {
  en: {
    subject: ({ host, studio }) => `Webhooks of ${studio} to ${host} have stopped`,
    heading: ({ name, host }) => `${name ? `${name}, n` : 'N'}othing is sent to ${host} any more.`,
    dead: ({ host }) => `For three days nothing that was sent to ${host} has been taken, so it was disabled.`,
    gone: ({ host }) => `${host} says that nobody is there any more (410), so it was disabled.`,
    closing:
      'What happens meanwhile is not sent. When the program is back, enable the endpoint and send again what it has missed.',
    action: 'See the endpoint',
  },
  bg: {
    subject: ({ host, studio }) => `Уведомленията на ${studio} до ${host} са спрени`,
    heading: ({ name, host }) => `${name ? `${name}, к` : 'К'}ъм ${host} вече не се изпраща нищо.`,
    dead: ({ host }) => `От три дни нищо изпратено до ${host} не е прието, затова адресът е изключен.`,
    gone: ({ host }) => `${host} отговаря, че там вече няма никого (410), затова адресът е изключен.`,
    closing:
      'Каквото се случва междувременно, не се изпраща. Когато програмата заработи, включете адреса и изпратете отново пропуснатото.',
    action: 'Вижте адреса',
  },
}

type Telling = {
  message: Pick<MessageRow, 'details' | 'locale'>
  matter: AccountMatter
  studio: StudioNames['studio']
}

/** Tells an owner that an endpoint was disabled, and why. Of its address only the host: in the rest there may be a secret. */
export function writeDisabled(ctx: TenantContext, { message, matter, studio }: Telling): WrittenMail {
  const { locale, details } = message
  const said = words[locale]
  const names = {
    name: firstNameOf(matter) ?? '',
    host: cleanLine(String(details?.['host'] ?? '')),
    studio: cleanLine(localize(studio.studioName, locale, studio.defaultLocale)),
  }
  return writeMail({
    locale,
    studio: names.studio,
    brandColor: studio.theme.brandColor,
    subject: cleanLine(said.subject(names)),
    heading: said.heading(names),
    intro: details?.['reason'] === 'gone' ? said.gone(names) : said.dead(names),
    facts: [],
    action: {
      label: said.action,
      url: `${ctx.origin}/admin/webhooks/${String(details?.['endpointId'] ?? '')}`,
    },
    closing: [said.closing],
    questions: '',
  })
}
