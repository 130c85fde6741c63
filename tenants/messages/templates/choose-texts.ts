import type {
  BookingMessageKind,
  MessageTemplateRow,
  TemplateTexts,
} from '../../../db/tenant/schema/index.ts'
import type { Locale } from '../../studio/get-catalogue.ts'
import type { TemplateValues } from './placeholders.ts'
import { fillTemplate } from './fill-template.ts'
import { TemplateError } from './parse-template.ts'
import { textsBg } from './texts-bg.ts'
import { textsEn } from './texts-en.ts'
import type { DefaultTexts, MailTexts, PushTexts, SmsTexts, TemplateKind } from './template-kinds.ts'

export const defaultTexts: Record<Locale, DefaultTexts> = { en: textsEn, bg: textsBg }

type Wish = { locale: Locale; templates: readonly MessageTemplateRow[]; values: TemplateValues }

/** The words of a mail of this kind: the studio's own where it has some, else the product's. */
export function sayInMail(kind: TemplateKind, wish: Wish): MailTexts {
  return say(defaultTexts[wish.locale][kind].email, ownTexts(wish, { kind, channel: 'email' }), wish.values)
}

export function sayInSms(kind: BookingMessageKind, wish: Wish): SmsTexts {
  return say(defaultTexts[wish.locale][kind].sms, ownTexts(wish, { kind, channel: 'sms' }), wish.values)
}

export function sayInPush(kind: BookingMessageKind, wish: Wish): PushTexts {
  return say(defaultTexts[wish.locale][kind].push, ownTexts(wish, { kind, channel: 'push' }), wish.values)
}

function ownTexts(
  { templates, locale }: Wish,
  { kind, channel }: Pick<MessageTemplateRow, 'kind' | 'channel'>,
): TemplateTexts {
  const isIt = (row: MessageTemplateRow) =>
    row.kind === kind && row.channel === channel && row.locale === locale
  return templates.find(isIt)?.texts ?? {}
}

function say<Field extends keyof TemplateTexts>(
  texts: Record<Field, string>,
  own: TemplateTexts,
  values: TemplateValues,
): Record<Field, string> {
  const fields = Object.keys(texts) as Field[]
  const fill = (field: Field) => {
    try {
      return fillTemplate(own[field] ?? texts[field], values)
    } catch (error) {
      // Kept when more was allowed than today: better the product's words than none.
      if (!(error instanceof TemplateError)) throw error
      return fillTemplate(texts[field], values)
    }
  }
  return Object.fromEntries(fields.map((field) => [field, fill(field)])) as Record<Field, string>
}
