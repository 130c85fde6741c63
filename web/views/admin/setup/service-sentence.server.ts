import type { ServiceKind } from '../../../../tenants/studio/service-choices.ts'
import type { Desk } from '../../../lib/desk.server.ts'

type Said = {
  kind: ServiceKind
  durationMinutes: number | null
  /** Of appointments. */
  intervalMinutes?: number | null
  /** Of classes. */
  capacity?: number | null
  minNoticeMinutes: number | null
  freeCancelMinutes: number | null
  windowKind: string
  windowDays: number | null
  price: { amountMinor: number } | null
}

/** So long, in the unit that is whole: "2 hours". */
export function spanOf({ say }: Pick<Desk, 'say'>, minutes: number): string {
  if (minutes > 0 && minutes % 1440 === 0) return say('say.spanDays', { count: minutes / 1440 })
  if (minutes > 0 && minutes % 60 === 0) return say('say.spanHours', { count: minutes / 60 })
  return say('say.spanMinutes', { count: minutes })
}

/** What a service comes to, in sentences; what cannot be read as a number is left out. */
export function serviceSentences(desk: Desk, service: Said): string[] {
  const { format, say } = desk
  const span = (minutes: number) => spanOf(desk, minutes)
  const isKnown = (value: number | null | undefined): value is number => Number.isFinite(value)
  const sentences: string[] = []
  const { durationMinutes, intervalMinutes, capacity, price, minNoticeMinutes, freeCancelMinutes } = service
  if (isKnown(durationMinutes)) {
    const duration = span(durationMinutes)
    if (service.kind === 'class')
      sentences.push(say('say.sentenceClass', { duration, count: isKnown(capacity) ? capacity : 1 }))
    else if (isKnown(intervalMinutes))
      sentences.push(say('say.sentenceTime', { duration, interval: span(intervalMinutes) }))
  }
  if (price && isKnown(price.amountMinor))
    sentences.push(say('say.sentencePrice', { price: format.money(price.amountMinor) }))
  if (service.windowKind === 'calendar_days' && isKnown(service.windowDays))
    sentences.push(say('say.sentenceWindow', { count: service.windowDays }))
  if (isKnown(minNoticeMinutes))
    sentences.push(
      minNoticeMinutes === 0
        ? say('say.sentenceNoNotice')
        : say('say.sentenceNotice', { span: span(minNoticeMinutes) }),
    )
  if (isKnown(freeCancelMinutes))
    sentences.push(
      freeCancelMinutes === 0
        ? say('say.sentenceCancelAlways')
        : say('say.sentenceCancel', { span: span(freeCancelMinutes) }),
    )
  return [sentences.join(' ')]
}
