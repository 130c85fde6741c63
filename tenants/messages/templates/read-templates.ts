import { and, eq, type SQL } from 'drizzle-orm'
import { locales, messageTemplates, type TemplateTexts } from '../../../db/tenant/schema/index.ts'
import type { TenantContext } from '../../context.ts'
import { isSame } from '../../is-same.ts'
import { defaultTexts } from './choose-texts.ts'
import { placeholdersOf, type Placeholder } from './placeholders.ts'
import { channelsOf, isBookingKind, templateKinds } from './template-kinds.ts'
import type { TemplateKey } from './template-input.ts'

/** What is said in one message, and what the product would say. */
export type Template = TemplateKey & {
  texts: TemplateTexts
  defaults: TemplateTexts
  /** Whether the studio says it in its own words. */
  isOwn: boolean
  placeholders: Placeholder[]
  /** When the studio's words were written (ms); null while it says the product's. */
  updatedAt: number | null
  /** 0 while it says the product's. */
  edition: number
}

type Row = typeof messageTemplates.$inferSelect

export const isTemplate = ({ kind, channel, locale }: TemplateKey): SQL | undefined =>
  and(
    eq(messageTemplates.kind, kind),
    eq(messageTemplates.channel, channel),
    eq(messageTemplates.locale, locale),
  )

/** What the log and the API know it by, such as `reminder.sms.en`. */
export const templateName = ({ kind, channel, locale }: TemplateKey): string => `${kind}.${channel}.${locale}`

/** Every text there is, in the order of the kinds. One round trip. */
export async function readTemplates({ db }: TenantContext): Promise<Template[]> {
  const [rows] = await db.read([db.orm.select().from(messageTemplates)])
  return templateKinds.flatMap((kind) =>
    channelsOf(kind).flatMap((channel) =>
      locales.map((locale) => toTemplate({ kind, channel, locale }, rows)),
    ),
  )
}

export async function readTemplate({ db }: TenantContext, key: TemplateKey): Promise<Template> {
  const [rows] = await db.read([db.orm.select().from(messageTemplates).where(isTemplate(key))])
  return toTemplate(key, rows)
}

function toTemplate(key: TemplateKey, rows: readonly Row[]): Template {
  const { kind, channel, locale } = key
  const row = rows.find((one) => one.kind === kind && one.channel === channel && one.locale === locale)
  const defaults = defaultOf(key)
  const texts = { ...defaults, ...row?.texts }
  return {
    ...key,
    texts,
    defaults,
    isOwn: !isSame(texts, defaults),
    placeholders: placeholdersOf(kind, channel),
    updatedAt: row?.updatedAt ?? null,
    edition: row?.edition ?? 0,
  }
}

function defaultOf({ kind, channel, locale }: TemplateKey): TemplateTexts {
  return isBookingKind(kind) ? defaultTexts[locale][kind][channel] : defaultTexts[locale][kind].email
}
