import type { Locale } from '../studio/get-catalogue.ts'
import type { Fact } from './list-facts.ts'
import { renderHtml } from './render-html.ts'

/** What a message says, whatever it is written on. All texts are clean: one line each, but for `closing`. */
export type MessageContent = {
  locale: Locale
  studio: string
  brandColor: string
  subject: string
  heading: string
  intro: string
  /** None: what is told has no time and place. */
  facts: Fact[]
  action: { label: string; url: string }
  /** Sentences under the button. */
  closing: string[]
  questions: string
  /** How to get no more of this kind, where somebody may say so. */
  stop?: { label: string; url: string } | undefined
}

export type WrittenMail = { subject: string; text: string; html: string }

/** Writes an e-mail: subject, plain text and HTML. The same content always gives the same mail. */
export function writeMail(content: MessageContent): WrittenMail {
  return { subject: content.subject, text: renderText(content), html: renderHtml(content) }
}

function renderText(content: MessageContent): string {
  const { heading, intro, facts, action, closing, questions, studio, stop } = content
  const line = ({ label, values, note }: Fact) => {
    const [only, ...more] = values
    const value = more.length === 0 ? ` ${only}` : values.map((one) => `\n- ${one}`).join('')
    return `${label}:${value}${note && (more.length === 0 ? ` (${note})` : `\n(${note})`)}`
  }
  return [
    heading,
    intro,
    ...(facts.length > 0 ? [facts.map(line).join('\n')] : []),
    `${action.label}:\n${action.url}`,
    ...closing,
    questions,
    studio === '' ? '' : `-- \n${studio}`,
    stop ? `${stop.label}:\n${stop.url}` : '',
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}
