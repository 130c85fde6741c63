import type { MessageTemplateRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import type { Locale } from '../studio/get-catalogue.ts'
import type { ClaimedNotice } from './claim-messages.ts'
import { cleanLine } from './clean-text.ts'
import { findActionUrl } from './find-action-url.ts'
import type { StudioNames } from './studio-names.ts'
import { toSmsText } from '../sms/count-segments.ts'
import { tellStory, type Story } from './tell-story.ts'
import { tellValues } from './tell-values.ts'
import { sayInPush, sayInSms } from './templates/choose-texts.ts'
import type { TemplateValues } from './templates/placeholders.ts'

export type ShortText = {
  /** Of a push; a text message has none. */
  title: string
  /** Of a text message: all of it, its link included. */
  body: string
  /** What a tap on a push opens. */
  url: string
}

type Writing = { catalogue: StudioNames; templates: readonly MessageTemplateRow[]; channel: 'sms' | 'push' }

/** A name longer than that is cut: every 70 or 160 letters of a text message are paid. */
const LONGEST_NAME = 40

/** Writes what a claimed message says in a text message or a push, in its recipient's language. */
export async function writeShort(
  ctx: TenantContext,
  { message, matter }: ClaimedNotice,
  writing: Writing,
): Promise<ShortText> {
  const story = tellStory({ message, matter })
  return renderShort(story, {
    ...writing,
    locale: message.locale,
    url: await findActionUrl(ctx, { message, matter }),
  })
}

/** The same of a story, with where its link leads. */
export function renderShort(
  story: Story,
  { catalogue, templates, channel, locale, url }: Writing & { locale: Locale; url: string },
): ShortText {
  const values = shorten(tellValues(story, { locale, catalogue, isShort: true }))
  const wish = { locale, templates, values: { ...values, link: url } }
  if (channel === 'push') {
    const { title, body } = sayInPush(story.kind, wish)
    return { title: cleanLine(title), body: cleanLine(body), url }
  }
  return { title: '', body: toSmsText(sayInSms(story.kind, wish).body), url }
}

const NAMES = ['studio', 'service', 'trainer', 'place', 'package', 'reason', 'policy'] as const

/** Names as a phone may show them: without links, and not too long. */
function shorten(values: TemplateValues): TemplateValues {
  const names = NAMES.map((name) => [name, clip(withoutLinks(values[name] ?? ''))] as const)
  return { ...values, ...Object.fromEntries(names) }
}

function clip(name: string): string {
  const signs = Array.from(name)
  return signs.length <= LONGEST_NAME
    ? name
    : `${signs
        .slice(0, LONGEST_NAME - 1)
        .join('')
        .trimEnd()}…`
}

/** Phones turn what looks like an address into a link: a name must not bring one. */
function withoutLinks(text: string): string {
  return cleanLine(
    text.replace(/[a-z][a-z\d+.-]*:\/\/\S+/gi, '').replace(/(?<=[\p{L}\p{N}])\.(?=\p{L}{2,})/gu, ' '),
  )
}
