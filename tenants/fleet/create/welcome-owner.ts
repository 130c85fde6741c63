import type { JobRow } from '../../../db/registry/schema/index.ts'
import { hours, minutes } from '../../durations.ts'
import { cleanLine } from '../../messages/clean-text.ts'
import { escapeHtml } from '../../messages/escape-html.ts'
import type { MakingContext, NewTenant } from './new-tenant.ts'

/** A mail that nobody takes for so long is not worth a job that never ends. */
const TRIED_MS = hours(1)

/**
 * Writes to the first owner where the studio is and how they get in, once however often it is asked.
 *
 * @returns when to ask again (ms), while the mail is not taken.
 */
export async function welcomeOwner(
  fleet: MakingContext,
  { job, tenant }: { job: JobRow; tenant: NewTenant },
): Promise<number | undefined> {
  const { mail, mailFrom, platformOrigin = 'https://' } = fleet
  const { owner, slug, ownDomains } = tenant
  if (!owner || !mail || mailFrom === undefined) return undefined
  const scheme = platformOrigin.slice(0, platformOrigin.indexOf('//') + 2)
  const port = /:\d+$/.exec(platformOrigin)?.[0] ?? ''
  const url = `${scheme}${ownDomains[0] ?? `${slug}.${fleet.platformDomain}`}${port}`
  const { subject, paragraphs } = words[owner.locale === 'bg' ? 'bg' : 'en']({
    studio: cleanLine(tenant.name),
    url,
  })
  const sent = await mail.send({
    idempotencyKey: `welcome/${job.id}`,
    from: `"TrainerHub" <${mailFrom}>`,
    to: cleanLine(owner.email),
    replyTo: mailFrom,
    subject,
    text: paragraphs.join('\n\n'),
    html: paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`).join('\n'),
    attachments: [],
    tags: { kind: 'welcome', tenant: tenant.id },
  })
  if (sent.ok || sent.kind !== 'retry' || fleet.now() > job.createdAt + TRIED_MS) return undefined
  return fleet.now() + (sent.retryAfterMs ?? minutes(1))
}

type Facts = { studio: string; url: string }

const words = {
  en: ({ studio, url }: Facts) => ({
    subject: `${studio} is open for bookings`,
    paragraphs: [
      `${studio} can be booked from now on: ${url}`,
      `Sign in at ${url}/sign-in with this address: have a link sent to you, no password is needed. Then ${url}/admin is where you run it. Its services, prices and hours are a beginning: make them yours.`,
    ],
  }),
  bg: ({ studio, url }: Facts) => ({
    subject: `${studio} приема резервации`,
    paragraphs: [
      `В ${studio} вече може да се записват часове: ${url}`,
      `Влезте от ${url}/sign-in с този адрес: поискайте връзка по имейл, парола не е нужна. После управлявате всичко от ${url}/admin. Услугите, цените и часовете са начало: променете ги, както Ви е удобно.`,
    ],
  }),
}
