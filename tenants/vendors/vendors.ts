import type { MessageChannel } from '../../db/tenant/schema/index.ts'

/** Whose rate is kept. Webhooks go to as many servers as there are studios. */
export const gatedVendors = ['resend', 'twilio', 'push'] as const
export type GatedVendor = (typeof gatedVendors)[number]

/** Requests a second. Resend's is its default for a whole team; Twilio's and the browsers' are ours, well below theirs. */
export const vendorRates: Record<GatedVendor, number> = { resend: 5, twilio: 10, push: 50 }

export const vendorOf: Record<MessageChannel, GatedVendor> = { email: 'resend', sms: 'twilio', push: 'push' }
