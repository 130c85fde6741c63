import { z } from 'zod'
import {
  locales,
  messageChannels,
  type MessageChannel,
  type TemplateTexts,
} from '../../../db/tenant/schema/index.ts'
import { AppError, type FieldError } from '../../errors.ts'
import { paragraph } from '../../input-parts.ts'
import { invalidFields, parseInput } from '../../parse-input.ts'
import type { Locale } from '../../studio/get-catalogue.ts'
import { listNames, parseTemplate, TemplateError } from './parse-template.ts'
import { isFlag, placeholdersOf } from './placeholders.ts'
import { channelsOf, templateFields, templateKinds, type TemplateKind } from './template-kinds.ts'

/** Which text: a kind of message on one channel in one language. */
export type TemplateKey = { kind: TemplateKind; channel: MessageChannel; locale: Locale }
/** The same as somebody sent it. */
export type AskedTemplate = { kind: string; channel: string; locale: string }

type Field = keyof TemplateTexts
/** As somebody sent them. */
export type GivenTexts = { [Part in Field]?: string | undefined }

/** The longest that each part may be, in characters as they were typed. */
export const longestTexts: Record<MessageChannel, Partial<Record<Field, number>>> = {
  email: { subject: 300, heading: 600, intro: 1_500, closing: 3_000 },
  sms: { body: 400 },
  push: { title: 120, body: 400 },
}

/** What a message cannot be without. */
const NEEDED = new Set<Field>(['subject', 'heading', 'title', 'body'])

/**
 * Words that networks take for somebody's wish to get no more, or to get them again, when they are sent back: a text message
 * that says "reply CANCEL" has its reader cut off.
 */
const OPT_OUT =
  /(?<![\p{L}\p{N}_])(stop|stopall|unsubscribe|cancel|end|quit|revoke|optout|opt-out|start|unstop|yes|help|info)(?![\p{L}\p{N}_])/iu

const keyInput = z.object({
  kind: z.enum(templateKinds),
  channel: z.enum(messageChannels),
  locale: z.enum(locales, 'not_a_locale'),
})

/** @throws AppError `invalid_input` for what is no kind, channel or language, or a kind that is not written on the channel. */
export function readTemplateKey(asked: AskedTemplate): TemplateKey {
  const key = parseInput(keyInput, asked)
  if (channelsOf(key.kind).includes(key.channel)) return key
  throw invalidFields([{ path: 'channel', code: 'invalid', message: 'This is only told by e-mail.' }])
}

/** @throws AppError `not_found` for what is no name of one (`read-templates.ts`). */
export function parseTemplateName(name: string): TemplateKey {
  const [kind = '', channel = '', locale = '', ...more] = name.split('.')
  const parsed = keyInput.safeParse({ kind, channel, locale })
  if (more.length > 0 || !parsed.success || !channelsOf(parsed.data.kind).includes(parsed.data.channel)) {
    throw new AppError('not_found', 'There is no such text.')
  }
  return parsed.data
}

/**
 * The texts of a template as they are kept: every part its channel has, those that are not given empty.
 *
 * @throws AppError `invalid_input` with `path` a part, such as `subject`, and `code` `required`, `too_long`, `not_plain`,
 *   `template_syntax`, `unknown_placeholder` or `opt_out_word`.
 */
export function readTexts(key: TemplateKey, given: GivenTexts): TemplateTexts {
  const fields: readonly Field[] = templateFields[key.channel]
  const shape = fields.map((field) => {
    const text = paragraph(longestTexts[key.channel][field] ?? 0)
    return [field, text.default('')] as const
  })
  const texts: TemplateTexts = parseInput(z.strictObject(Object.fromEntries(shape)), given)
  const errors = fields.flatMap((field) => faultOf(key, field, texts[field] ?? '') ?? [])
  if (errors.length > 0) throw invalidFields(errors)
  return texts
}

function faultOf(key: TemplateKey, field: Field, text: string): FieldError | undefined {
  if (text === '') {
    return NEEDED.has(field) ? { path: field, code: 'required', message: 'This is needed.' } : undefined
  }
  if (field !== 'closing' && text.includes('\n')) {
    return { path: field, code: 'not_plain', message: 'This is one line.' }
  }
  const sign = unknownIn(key, text)
  if (sign) return { path: field, ...sign }
  const [word] = key.channel === 'sms' ? (OPT_OUT.exec(withoutPlaceholders(text)) ?? []) : []
  return word === undefined
    ? undefined
    : {
        path: field,
        code: 'opt_out_word',
        about: word,
        message: `Networks take “${word}” for a wish to get no more messages.`,
      }
}

/** What the text says in braces that nothing stands for. */
function unknownIn({ kind, channel }: TemplateKey, text: string): Omit<FieldError, 'path'> | undefined {
  try {
    const known: readonly string[] = placeholdersOf(kind, channel)
    const unknown = listNames(parseTemplate(text)).find(
      // What is so or not cannot be said itself.
      ({ name, isSaid }) => !known.includes(name) || (isSaid && isFlag(name)),
    )
    if (!unknown) return undefined
    const about = `{{${unknown.isSaid ? '' : '#'}${unknown.name}}}`
    return { code: 'unknown_placeholder', about, message: `Nothing stands here for ${about}.` }
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error
    const about = error.sign
    return { code: 'template_syntax', about, message: `This cannot be understood: “${about}”.` }
  }
}

const withoutPlaceholders = (text: string): string => text.replace(/\{\{[^}]*\}\}/g, ' ')
