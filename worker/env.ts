import { z } from 'zod'
import { parseSigningKeys } from '../tenants/access/signing-keys.ts'
import type { Work } from '../tenants/context.ts'
import type { Wakeup } from '../tenants/fleet/claim-due-tenants.ts'
import type { FleetWork } from '../tenants/fleet/fleet-context.ts'
import type { TrainerCalendar } from './durable-objects/trainer-calendar.ts'
import type { VendorGate } from './durable-objects/vendor-gate.ts'

/** Something long that is to be done for a studio. */
export type WorkMessage = { tenantId: string; work: Work }

/** A binding of `wrangler.toml`, known by one of its methods. */
const binding = <T>(method: string) =>
  z.custom<T>((value) => typeof Reflect.get(Object(value), method) === 'function', 'is not bound')

const text = z.string().min(1)

const envSchema = z
  .object({
    TRAINER_CALENDAR: binding<DurableObjectNamespace<TrainerCalendar>>('getByName'),
    VENDOR_GATE: binding<DurableObjectNamespace<VendorGate>>('getByName'),
    HOSTNAMES: binding<KVNamespace>('get'),
    // What somebody waits for, and what is due by the clock: however much that is, it stands in nobody's way.
    MESSAGES_QUEUE: binding<Queue<Wakeup>>('send'),
    DUE_QUEUE: binding<Queue<Wakeup>>('sendBatch'),
    WORK_QUEUE: binding<Queue<WorkMessage>>('send'),
    FLEET_QUEUE: binding<Queue<FleetWork>>('send'),
    RATE_LIMIT_BOOKINGS: binding<RateLimit>('limit'),
    RATE_LIMIT_SLOTS: binding<RateLimit>('limit'),
    RATE_LIMIT_OTHERS: binding<RateLimit>('limit'),
    FILES: binding<R2Bucket>('put'),
    IMAGES: binding<ImagesBinding>('input'),
    // In development only.
    DEV_MAILBOX: binding<KVNamespace>('get').optional(),

    REGISTRY_URL: z.url(),
    // Empty for a database server that asks for none.
    REGISTRY_TOKEN: z.string(),
    SECRET_KEYS: text.transform((keys, context) => {
      try {
        return parseSigningKeys(keys)
      } catch {
        context.addIssue({ code: 'custom', message: 'cannot be read' })
        return z.NEVER
      }
    }),
    PLATFORM_HOST: text,
    MAIL_FROM: z.email(),
    RESEND_API_KEY: text.optional(),
    RESEND_BASE_URL: z.url().optional(),
    // How many requests a second it takes from us: five, unless the team was given more.
    RESEND_RATE: z.coerce.number().positive().optional(),
    // What its webhooks are signed with (`whsec_…`, several with commas between); without it none is believed.
    RESEND_WEBHOOK_SECRET: text.optional(),
    // Without them no text messages are sent, but to the development mailbox. Tokens with commas between: the first is used,
    // what any of them signed is believed.
    TWILIO_ACCOUNT_SID: text.optional(),
    TWILIO_AUTH_TOKEN: text.optional(),
    TWILIO_BASE_URL: z.url().optional(),
    // What web push is signed with (VAPID): the key pair as base64url, and who answers for it (`mailto:` or a URL).
    VAPID_PUBLIC_KEY: text.optional(),
    VAPID_PRIVATE_KEY: text.optional(),
    VAPID_SUBJECT: text.optional(),
    // A resolver that speaks JSON; in development nobody is asked without it.
    DNS_URL: z.url().optional(),
    DOMAIN_TARGET: text.optional(),
    CLOUDFLARE_ZONE_ID: text.optional(),
    CLOUDFLARE_API_TOKEN: text.optional(),
    CLOUDFLARE_API_URL: z.url().optional(),
    // Where databases are made: Turso, or an sqld of our own. Without either nothing new is made.
    TURSO_ORGANIZATION: text.optional(),
    TURSO_GROUP: text.optional(),
    // Other groups that a studio may be moved to, with commas between.
    TURSO_MORE_GROUPS: text.optional(),
    TURSO_API_TOKEN: text.optional(),
    TURSO_API_URL: z.url().optional(),
    SQLD_URL: z.url().optional(),
    SQLD_ADMIN_URL: z.url().optional(),
    SQLD_ADMIN_AUTH_KEY: text.optional(),
    SQLD_PRIVATE_KEY: text.optional(),
    SQLD_PUBLIC_KEY: text.optional(),
    // Where failures are reported besides the log.
    SENTRY_DSN: z.url().optional(),
    DEBUG_TIMING: z.string().optional(),
  })
  .refine((env) => env.RESEND_API_KEY ?? env.DEV_MAILBOX, {
    path: ['RESEND_API_KEY'],
    message: 'is needed outside development',
  })

/** What this Worker runs with, checked: `wrangler.toml` and `.dev.vars.example` list the same names. */
export type Env = z.output<typeof envSchema>

/** Bindings or secrets are missing or malformed; `names` says which. Their values are in no message. */
export class EnvError extends Error {
  override name = 'EnvError'
  readonly names: string[]

  constructor(names: string[]) {
    super(`Missing or malformed: ${names.join(', ')}`)
    this.names = names
  }
}

const parsed = new WeakMap<object, Env>()

/** Checks the environment, once for each that the runtime hands us. @throws EnvError */
export function readEnv(raw: object): Env {
  const known = parsed.get(raw)
  if (known) return known
  const result = envSchema.safeParse(raw)
  if (!result.success) {
    throw new EnvError([...new Set(result.error.issues.map(({ path }) => String(path[0])))])
  }
  parsed.set(raw, result.data)
  return result.data
}

/** Production has no development mailbox. */
export function isDevelopment(env: Env): boolean {
  return env.DEV_MAILBOX !== undefined
}
