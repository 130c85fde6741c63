import { requireStaff } from '../../../../tenants/access/require-staff.ts'
import { getTemplate } from '../../../../tenants/messages/templates/get-template.ts'
import { isFlag } from '../../../../tenants/messages/templates/placeholders.ts'
import { templateName, type Template } from '../../../../tenants/messages/templates/read-templates.ts'
import { resetTemplate } from '../../../../tenants/messages/templates/reset-template.ts'
import { restoreTemplate } from '../../../../tenants/messages/templates/restore-template.ts'
import { saveTemplate } from '../../../../tenants/messages/templates/save-template.ts'
import {
  longestTexts,
  parseTemplateName,
  type TemplateKey,
} from '../../../../tenants/messages/templates/template-input.ts'
import { channelsOf, templateFields } from '../../../../tenants/messages/templates/template-kinds.ts'
import { testTemplate } from '../../../../tenants/messages/templates/test-template.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import type { FormAnswer } from '../../../lib/form-answer.server.ts'
import { withQuery } from '../../../lib/portal-paths.ts'
import { readForm, type SentForm } from '../../../lib/read-form.server.ts'
import { languageNames } from '../../../lib/shell.server.ts'
import { mendEdited } from '../edited.server.ts'
import { seenIn, type Values } from '../form-values.server.ts'
import { mend } from '../mend.server.ts'
import { titleOf } from '../page-title.server.ts'
import { seenText } from '../seen-form.server.ts'
import { donePath } from '../toast.server.ts'
import { TEXTS_PATH, textPath } from './texts-view.server.ts'

/** One text: a channel and a language of a kind of message, which stand in the address. */
export async function textPage(desk: Desk) {
  const { ctx, words, mayAny, studio } = desk
  requireStaff(ctx, 'messages:view')
  const key = keyIn(desk)
  const template = await getTemplate(ctx, key)
  const labels = words('messageTexts')
  const values = valuesOf(template)
  const { kind, channel, locale } = key
  const title = labels.kinds[kind]
  return {
    pageTitle: titleOf(desk, title),
    title,
    back: { href: TEXTS_PATH, label: labels.title },
    mayChange: mayAny('messages:change'),
    /** Anew for each text. */
    formKey: templateName(key),
    channels: channelsOf(kind).map((one) => ({
      label: labels.channels[one],
      href: textPath({ kind, channel: one, locale }),
      isCurrent: one === channel,
    })),
    languages: studio.locales.map((one) => ({
      label: languageNames[one],
      href: textPath({ kind, channel, locale: one }),
      isCurrent: one === locale,
    })),
    locale,
    isShort: channel !== 'email',
    fields: templateFields[channel].map((name) => ({
      name,
      label: labels.fields[name],
      hint: name === 'closing' ? labels.hints.closing : channel === 'sms' ? labels.hints.sms : '',
      isNeeded: name !== 'intro' && name !== 'closing',
      rows: rowsOf[name],
      maxLength: longestTexts[channel][name] ?? 0,
    })),
    values,
    edition: seenText(template.edition, values),
    isOwn: template.isOwn,
    placeholders: template.placeholders.map((name) => ({
      sign: isFlag(name) ? `{{#${name}}}…{{/${name}}}` : `{{${name}}}`,
      text: labels.stands[name],
    })),
    hasFlags: template.placeholders.some(isFlag),
    previewHref: withQuery(`${TEXTS_PATH}/${kind}/preview`, { on: channel, in: locale }),
    words: labels,
  }
}

export type TextPage = Awaited<ReturnType<typeof textPage>>

const rowsOf = { subject: 2, heading: 2, intro: 4, closing: 6, title: 2, body: 4 } as const

/** What was typed is there again, and on its way to whoever typed it. */
export type Tested = { status: 200; tested: string; values: Values }

/** Saves the text, puts it back, takes that back, or sends it to whoever tries it out. */
export async function textAnswer(desk: Desk): Promise<FormAnswer | Tested> {
  const { ctx, request, words } = desk
  requireStaff(ctx, 'messages:change')
  const key = keyIn(desk)
  const form = await readForm(request)
  const labels = words('messageTexts')
  const { errors } = labels
  const path = textPath(key)
  const intent = form.text('intent')
  if (intent === 'undo' || intent === 'reset') {
    return mend<FormAnswer>(desk, { errors }, async () => {
      if (intent === 'undo') await restoreTemplate(ctx, key)
      else await resetTemplate(ctx, key)
      return { location: donePath(path, intent === 'undo' ? 'undone' : 'textReset') }
    })
  }
  const texts = typedTexts(key, form)
  const said = faultWords(key, errors)
  if (intent === 'test') {
    const values = { ...texts, edition: form.text('edition') }
    return mend<FormAnswer | Tested>(desk, { errors: said, values }, async () => {
      const { recipient } = await testTemplate(ctx, { ...key, texts })
      return { status: 200 as const, tested: recipient, values }
    })
  }
  const seen = seenIn(form)
  const readCurrent = async () => {
    const current = await getTemplate(ctx, key)
    return { edition: current.edition, values: valuesOf(current) }
  }
  const edited = {
    errors: said,
    values: texts,
    seen,
    subjectId: templateName(key),
    readCurrent,
    labels: Object.fromEntries(templateFields[key.channel].map((name) => [name, labels.fields[name]])),
  }
  return mendEdited(desk, edited, async () => {
    await saveTemplate(ctx, { ...key, texts, edition: seen.edition })
    return { location: donePath(path, 'saved') }
  })
}

/** Which text the address is about. @throws AppError `not_found` */
export function keyIn({ params, url, studio }: Desk): TemplateKey {
  const { searchParams } = url
  const channel = searchParams.get('on') ?? 'email'
  const locale = searchParams.get('in') ?? studio.defaultLocale
  return parseTemplateName([params['kind'], channel, locale].join('.'))
}

/** What is in the fields. What is one line stays one, however it was typed. */
export function typedTexts({ channel }: TemplateKey, form: SentForm): Values {
  return Object.fromEntries(
    templateFields[channel].map((name) => {
      const text = form.text(name)
      return [name, name === 'closing' ? text : text.replace(/\s*\n\s*/g, ' ')]
    }),
  )
}

const valuesOf = ({ channel, texts }: Template): Values =>
  Object.fromEntries(templateFields[channel].map((name) => [name, texts[name] ?? '']))

/** What to say of each part, by its name and what is wrong with it. */
function faultWords({ channel }: TemplateKey, errors: Values): Values {
  const ofParts = templateFields[channel].flatMap((name) =>
    Object.entries(errors).map(([fault, text]) => [`${name}.${fault}`, text] as const),
  )
  return { ...errors, ...Object.fromEntries(ofParts) }
}
