import { env } from 'cloudflare:test'
import type { TrainerCalendar } from '../../worker/durable-objects/trainer-calendar.ts'
import type { VendorGate } from '../../worker/durable-objects/vendor-gate.ts'

/** What these tests' Worker is bound to in `wrangler.toml`, as `worker/env.ts` reads it. */
export const bindings = env as unknown as {
  SECRET_KEYS: string
  TRAINER_CALENDAR: DurableObjectNamespace<TrainerCalendar>
  VENDOR_GATE: DurableObjectNamespace<VendorGate>
  FILES: R2Bucket
  IMAGES: ImagesBinding
}
