import type { MessageTemplateRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import type { Locale } from '../studio/get-catalogue.ts'
import type { ClaimedNotice } from './claim-messages.ts'
import { cleanLine } from './clean-text.ts'
import { findActionUrl, findShortUrl } from './find-action-url.ts'
import type { StudioNames } from './studio-names.ts'
import { countSegments, toSmsText } from '../sms/count-segments.ts'
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

/** A name longer than that is cut; more of it where a text message would be of more parts than this, each of which is paid. */
const LONGEST_NAME = 40
const SHORTER_NAMES = [30, 24, 20, 16, 14, 12, 10, 9, 8, 7]
const MOST_PARTS = 2

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
    url: await (writing.channel === 'sms' ? findShortUrl : findActionUrl)(ctx, { message, matter }),
  })
}

/** The same of a story, with where its link leads. */
export async function renderShort(
  story: Story,
  { catalogue, templates, channel, locale, url }: Writing & { locale: Locale; url: string },
): Promise<ShortText> {
  const told = tellValues(story, { locale, catalogue, isShort: true })
  const wishOf = (longest: number) => {
    return { locale, templates, values: { ...shorten(told, longest), link: url } }
  }
  if (channel === 'push') {
    const { title, body } = sayInPush(story.kind, wishOf(LONGEST_NAME))
    return { title: cleanLine(title), body: cleanLine(body), url }
  }
  const say = (longest: number) => toSmsText(sayInSms(story.kind, wishOf(longest)).body)
  const whole = say(LONGEST_NAME)
  for (const body of [whole, ...SHORTER_NAMES.map(say)]) {
    if ((await countSegments(body)) <= MOST_PARTS) return { title: '', body, url }
  }
  // It is long by other words: names that nobody would know again would not help.
  return { title: '', body: whole, url }
}

const NAMES = ['studio', 'service', 'trainer', 'place', 'package', 'reason', 'policy'] as const

/** Names as a phone may show them: without links, and not too long. */
function shorten(values: TemplateValues, longest: number): TemplateValues {
  const names = NAMES.map((name) => [name, clip(withoutLinks(values[name] ?? ''), longest)] as const)
  return { ...values, ...Object.fromEntries(names) }
}

function clip(name: string, longest: number): string {
  const signs = Array.from(name)
  if (signs.length <= longest) return name
  const cut = signs
    .slice(0, longest - 1)
    .join('')
    .replace(/[^\p{L}\p{N}]+$/u, '')
  // Three dots are three letters: where each counts, a word is shortened with one, and no scrap of one is left.
  if (longest === LONGEST_NAME) return `${cut}…`
  const words = cut.replace(/(?:[^\p{L}\p{N}]+\p{L}{1,2})+$/u, '')
  return /^[\p{L}\p{N}]/u.test(name.slice(words.length)) ? `${words}.` : words
}

/** Phones turn what looks like an address into a link: a name must not bring one. */
function withoutLinks(text: string): string {
  return cleanLine(
    text.replace(/[a-z][a-z\d+.-]*:\/\/\S+/gi, '').replace(/(?<=[\p{L}\p{N}])\.(?=\p{L}{2,})/gu, ' '),
  )
}
