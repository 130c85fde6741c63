import { and, eq } from 'drizzle-orm'
import { roles, staff, users, type MessageRow } from '../../db/tenant/schema/index.ts'
import { grantsOf } from '../access/find-login.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import type { Locale } from '../studio/get-catalogue.ts'
import { localize } from '../studio/localize.ts'
import { getToday, type Today } from '../today/get-today.ts'
import { cleanLine, greetingName } from './clean-text.ts'
import { formatWhen } from './format-when.ts'
import type { Fact } from './list-facts.ts'
import { writeMail, type WrittenMail } from './mail-content.ts'
import { messageWords } from './message-words.ts'
import { toParagraphs } from './render-message.ts'
import { sayInMail } from './templates/choose-texts.ts'
import type { Wording } from './write-notice.ts'

/** So many are told; whoever has more looks at the day's page. */
const MOST_ENTRIES = 40

type Message = Pick<MessageRow, 'userId' | 'locale'>

/**
 * Writes to somebody of the staff what their day holds, as far as they may know: a trainer what they give, others the
 * studio's.
 *
 * @throws AppError `not_found` for whoever does not work here any more; `forbidden`; DatabaseError.
 */
export async function writeDigest(
  ctx: TenantContext,
  { userId, locale }: Message,
  wording: Wording,
): Promise<WrittenMail> {
  const [[person]] = await ctx.db.read([
    ctx.db.orm
      .select({ name: users.name, staff, grants: roles.grants })
      .from(staff)
      .innerJoin(users, eq(users.id, staff.userId))
      .leftJoin(roles, eq(roles.id, staff.role))
      .where(and(eq(staff.userId, userId ?? ''), eq(staff.status, 'active'))),
  ])
  if (!person) throw new AppError('not_found', 'Nobody of the staff has this login.')
  const { trainerId, role } = person.staff
  const id = person.staff.userId
  const actor = { kind: 'staff' as const, id, grants: grantsOf(role, person.grants), trainerId }
  const today = await getToday({ ...ctx, actor })
  return renderDigest(today, { ...wording, locale, name: person.name, origin: ctx.origin })
}

type Rendering = Wording & { locale: Locale; name: string; origin: string }

/** The same of a day that was read. */
export function renderDigest(
  today: Today,
  { catalogue, templates, locale, name, origin }: Rendering,
): WrittenMail {
  const { studio } = catalogue
  const { timeZone, entries, requests } = today
  const words = messageWords[locale]
  const now = entries[0]?.startsAt ?? today.since + 86_400_000
  const phone = cleanLine(studio.contactPhone ?? '')
  const values = {
    first_name: greetingName(name.trim().split(/\s+/)[0] ?? '') ?? '',
    studio: cleanLine(localize(studio.studioName, locale, studio.defaultLocale)),
    phone,
    when: formatWhen({ startsAt: now, endsAt: now, timeZone, locale }).shortDate,
    requests: requests.length > 0 ? String(requests.length) : '',
    is_free: entries.length === 0,
  }
  const texts = sayInMail('staff_digest', { locale, templates, values })
  return writeMail({
    locale,
    studio: values.studio,
    brandColor: studio.theme.brandColor,
    subject: cleanLine(texts.subject),
    heading: cleanLine(texts.heading),
    intro: cleanLine(texts.intro),
    facts: entries.slice(0, MOST_ENTRIES).map((entry) => toFact(entry, { today, catalogue, locale })),
    action: { label: words.actions.seeDay({ isClass: false, people: 0, dates: 1 }), url: `${origin}/admin` },
    closing: toParagraphs(texts.closing),
    questions: '',
  })
}

type Naming = { today: Today; catalogue: Wording['catalogue']; locale: Locale }

/** At what time, what, and who comes. */
function toFact(entry: Today['entries'][number], { today, catalogue, locale }: Naming): Fact {
  const { startsAt, endsAt, serviceId, locationId, places, people } = entry
  const zone = catalogue.locations.find(({ id }) => id === locationId)?.timeZone ?? today.timeZone
  const name = today.names.services.find(({ id }) => id === serviceId)?.name ?? {}
  const service = cleanLine(localize(name, locale, catalogue.studio.defaultLocale))
  const who = people.map(({ attendee, contact }) => {
    const { firstName, lastName } = attendee ?? contact
    return cleanLine(`${firstName} ${lastName}`)
  })
  return {
    label: formatWhen({ startsAt, endsAt, timeZone: zone, locale }).startTime,
    values: [service],
    note: places ? `${places.booked}/${places.capacity}` : [...new Set(who)].join(', '),
  }
}
