import { cleanLine } from '../messages/clean-text.ts'

/** Signs that look the same to a reader and would make each part of a text hold 70 characters instead of 160. */
const PLAIN: Record<string, string> = {
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '–': '-',
  '—': '-',
  '…': '...',
}

/** What is said, as it is sent: on one line, with plain quotes and dashes. */
export function toSmsText(text: string): string {
  return cleanLine(text).replace(/[’‘“”„–—…]/g, (sign) => PLAIN[sign] ?? sign)
}

/** How many parts a text is sent and paid as. */
export async function countSegments(text: string): Promise<number> {
  const { SegmentedMessage } = await import('sms-segments-calculator')
  return new SegmentedMessage(text).segmentsCount
}
