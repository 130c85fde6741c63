import { z } from 'zod'
import {
  messageChannels,
  type messageKinds,
  type NotificationRuleRow,
} from '../../../db/tenant/schema/index.ts'
import { days } from '../../durations.ts'
import { anId } from '../../input-parts.ts'

/** What may be told by text message or push besides the mail that always tells it. */
export const noticeKinds = [
  'booking_confirmed',
  'booking_requested',
  'booking_declined',
  'booking_moved',
  'booking_cancelled',
  'session_changed',
  'series_confirmed',
  'waitlist_joined',
  'waitlist_offered',
  'waitlist_promoted',
  'waitlist_missed',
  'late_fee',
] as const satisfies readonly (typeof messageKinds)[number][]
export type NoticeKind = (typeof noticeKinds)[number]
export const ruleKinds = ['reminder', ...noticeKinds] as const
export const ruleChannels = messageChannels
export const noticeChannels = ['sms', 'push'] as const

/** Nearer to the start a reminder only repeats, further away it is forgotten again. */
const SHORTEST_LEAD = 15
const LONGEST_LEAD = days(60) / 60_000

/** One thing that is sent: see `db/tenant/schema/message-settings.ts`. */
export const ruleInput = z
  .object({
    kind: z.enum(ruleKinds),
    channel: z.enum(ruleChannels, 'required'),
    /** Of reminders: how long before the start. */
    leadMinutes: z
      .int('A whole number of minutes.')
      .min(0)
      .max(LONGEST_LEAD, 'At most 60 days before the start.')
      .default(0),
    /** Null: for every service without its own. */
    serviceId: anId.nullish().transform((id) => id ?? null),
  })
  .superRefine(({ kind, channel, leadMinutes }, context) => {
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (kind === 'reminder' && leadMinutes < SHORTEST_LEAD)
      refuse('leadMinutes', 'At least a quarter of an hour before the start.')
    if (kind !== 'reminder' && leadMinutes !== 0)
      refuse('leadMinutes', 'Only reminders go out before the start.')
    // A mail tells it anyhow.
    if (kind !== 'reminder' && channel === 'email') refuse('channel', 'A mail tells of it anyhow.')
  })
export type RuleInput = z.input<typeof ruleInput>

/** A rule as everybody is told of it. */
export type Rule = Omit<NotificationRuleRow, 'createdAt'>
