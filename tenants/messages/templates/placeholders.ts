import type { MessageChannel } from '../../../db/tenant/schema/index.ts'
import { isBookingKind, type TemplateKind } from './template-kinds.ts'

/** What stands for something known only when the message is written: `{{service}}`. */
export const textPlaceholders = [
  'first_name',
  'studio',
  'service',
  'when',
  'trainer',
  'place',
  'price',
  'phone',
  'policy',
  'free_until',
  'until',
  'position',
  'places',
  'dates',
  'reason',
  'cost',
  'amount',
  'package',
  'left',
  'expires',
  'life',
  'role',
  'requests',
  'link',
] as const

/** What is so or not: `{{#is_class}}…{{/is_class}}` is said when it is, `{{^is_class}}…{{/is_class}}` when not. */
export const flagPlaceholders = [
  'is_class',
  'many_places',
  'many_dates',
  'is_pending',
  'is_expired',
  'by_studio',
  'is_late',
  'is_waived',
  'is_cost_open',
  'is_cost_due',
  'is_absence',
  'new_time',
  'new_trainer',
  'new_place',
  'is_promoting',
  'is_soon',
  'is_free',
] as const

export type TextPlaceholder = (typeof textPlaceholders)[number]
export type FlagPlaceholder = (typeof flagPlaceholders)[number]
export type Placeholder = TextPlaceholder | FlagPlaceholder

/** What is put in. An unknown text is empty, an unknown flag is not so. */
export type TemplateValues = Partial<Record<TextPlaceholder, string> & Record<FlagPlaceholder, boolean>>

const always = ['first_name', 'studio', 'phone'] as const
const booking = ['service', 'when', 'trainer', 'place', 'is_class'] as const
const kept = ['price', 'policy', 'free_until', 'is_pending'] as const
const account = ['life'] as const

const ofKind: Record<TemplateKind, readonly Placeholder[]> = {
  booking_confirmed: [...booking, ...kept, 'places', 'many_places'],
  booking_requested: [...booking, 'price', 'policy', 'until'],
  booking_declined: [...booking, 'reason', 'is_expired'],
  booking_moved: [...booking, ...kept],
  booking_cancelled: [
    ...booking,
    'dates',
    'many_dates',
    'reason',
    'by_studio',
    'cost',
    'is_late',
    'is_waived',
    'is_cost_open',
    'is_cost_due',
  ],
  session_changed: [...booking, ...kept, 'new_time', 'new_trainer', 'new_place'],
  series_confirmed: [...booking, ...kept, 'dates', 'many_dates'],
  waitlist_joined: [...booking, 'price', 'position', 'places', 'many_places', 'is_promoting'],
  waitlist_offered: [...booking, 'price', 'until', 'places', 'many_places'],
  waitlist_promoted: [...booking, ...kept, 'places', 'many_places'],
  waitlist_missed: [...booking, 'reason', 'places', 'many_places', 'by_studio', 'is_expired'],
  reminder: [...booking, ...kept, 'is_soon'],
  late_fee: [...booking, 'cost', 'policy', 'is_absence'],
  miss_you: booking,
  payment_received: [...booking, 'amount'],
  payment_failed: [...booking, 'amount'],
  refund_made: [...booking, 'amount'],
  package_bought: ['package', 'left', 'expires', 'amount', 'policy'],
  package_low: ['package', 'left', 'expires'],
  package_expiring: ['package', 'left', 'expires'],
  account_register: account,
  account_exists: account,
  account_sign_in: account,
  account_reset: account,
  account_change_email: account,
  account_join: ['life', 'role'],
  account_password_changed: [],
  account_email_changed: [],
  account_factor_added: [],
  account_factor_removed: [],
  account_erased: [],
  staff_digest: ['when', 'requests', 'is_free'],
}

/** What the texts of a kind may hold on a channel. A mail has its link in a button, a push in itself. */
export function placeholdersOf(kind: TemplateKind, channel: MessageChannel): Placeholder[] {
  return [...always, ...ofKind[kind], ...(channel === 'sms' && isBookingKind(kind) ? ['link' as const] : [])]
}

export function isFlag(name: string): name is FlagPlaceholder {
  return (flagPlaceholders as readonly string[]).includes(name)
}
