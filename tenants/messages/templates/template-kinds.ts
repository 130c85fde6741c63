import {
  bookingMessageKinds,
  messageChannels,
  messageKinds,
  type BookingMessageKind,
  type MessageChannel,
  type MessageKind,
  type TemplateTexts,
} from '../../../db/tenant/schema/index.ts'

export { messageChannels } from '../../../db/tenant/schema/index.ts'

/** The parts of a message on each channel, in the order in which they are read. */
export const templateFields = {
  email: ['subject', 'heading', 'intro', 'closing'],
  sms: ['body'],
  push: ['title', 'body'],
} as const satisfies Record<MessageChannel, readonly (keyof TemplateTexts)[]>

export type MailTexts = Record<'subject' | 'heading' | 'intro' | 'closing', string>
export type SmsTexts = Record<'body', string>
export type PushTexts = Record<'title' | 'body', string>
export type AllTexts = { email: MailTexts; sms: SmsTexts; push: PushTexts }

/** What carries somebody's try of a text has none of its own; of programs and plans is told in the product's words. */
const UNTOLD = ['template_test', 'webhook_disabled', 'plan_limit_near'] as const
export type TemplateKind = Exclude<MessageKind, (typeof UNTOLD)[number]>

/** Only what is about a booking is written on phones. */
export type AccountTexts = Record<Exclude<TemplateKind, BookingMessageKind>, Pick<AllTexts, 'email'>>

/** The words of the product for every kind, in one language. */
export type DefaultTexts = Record<BookingMessageKind, AllTexts> & AccountTexts

export function isBookingKind(kind: MessageKind): kind is BookingMessageKind {
  return (bookingMessageKinds as readonly string[]).includes(kind)
}

export function channelsOf(kind: TemplateKind): readonly MessageChannel[] {
  return isBookingKind(kind) ? messageChannels : ['email']
}

export const templateKinds = messageKinds.filter(
  (kind): kind is TemplateKind => !(UNTOLD as readonly string[]).includes(kind),
)

export function toTemplateKind(kind: unknown): TemplateKind | undefined {
  return templateKinds.find((one) => one === kind)
}
