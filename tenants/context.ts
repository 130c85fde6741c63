import type { TenantDatabase } from '../db/tenant/open-tenant-database.ts'
import type { Feature } from '../db/registry/schema/plans.ts'
import type { Locale } from '../db/tenant/schema/columns.ts'
import type { BookingCommand } from './bookings/booking-command.ts'
import type { BookingOutcome } from './bookings/booking-outcome.ts'
import type { Grants } from './access/grants.ts'
import type { DomainPort } from './domains/domain-port.ts'
import type { MailDomainPort } from './mail-domain/mail-domain-port.ts'
import type { SigningKeys } from './access/signing-keys.ts'
import type { SmsNumbersPort } from './sms/sms-numbers-port.ts'

/** A studio as the registry knows it. */
export type Tenant = {
  id: string
  slug: string
  name: string
  /** All but `active` are closed. `deleting`: gone soon. `moving`: its database is on the way, and nothing may be written. */
  status: 'active' | 'suspended' | 'deleting' | 'moving'
  /** While it is suspended, reminders of bookings that stand still go out. */
  reminds?: true | undefined
  /** A training copy: nothing leaves it. */
  isCopy?: true | undefined
  /** The host that links in messages carry, such as `book.ironworks.test`. */
  primaryHost: string
  /** Ways the product behaves here that operators turned on (`tenants/feature-flags.ts`); left out: none. */
  flags?: readonly string[] | undefined
  /** What is not part of its plan (`tenants/plans/require-feature.ts`); left out: nothing. */
  heldBack?: readonly Feature[] | undefined
}

/** Staff: a person in a role, or a program with a key. */
export type StaffActor = {
  kind: 'staff'
  /** `usr_…` or `key_…`. */
  id: string
  grants: Grants
  /** Which trainer the person is: what "own" means. */
  trainerId: string | null
  /** One of the platform's people, who is here to help: nobody of the studio's. */
  isOperator?: boolean
}

/** A client who signed in. */
export type ClientActor = { kind: 'client'; userId: string; clientId: string }

/** In what capacity somebody is asking: on the studio's site as a client, in its admin and at its API as staff. */
export type Actor = { kind: 'visitor' } | { kind: 'system' } | ClientActor | StaffActor

/** A person who has signed in, by cookie or by token: who it is and what they are here. */
export type Login = {
  /** What the database knows the login session by: SHA-256 of its secret. */
  sessionId: string
  kind: 'browser' | 'token'
  user: { id: string; email: string; name: string; locale: Locale; hasPassword: boolean }
  /** When they last proved who they are (ms): by password, link, passkey or second factor. */
  authenticatedAt: number
  /** Whether a second factor will be asked for. */
  hasSecondFactor: boolean
  clientId: string | null
  /** `roleName` is empty for the built-in roles. */
  staff: { role: string; roleName: string; grants: Grants; trainerId: string | null } | null
  /** Set for one of the platform's people, who is here to help and has no account (`tenants/support/`). */
  visit?: SupportVisit
}

/** Why an operator is in the studio's admin, until when (ms), and whether an owner lets them change things. */
export type SupportVisit = { id: string; reason: string; endsAt: number; mayChange: boolean }

/** Something that operators tell studios, by language; `everyone` is clients, too. */
export type Notice = {
  id: string
  kind: 'maintenance' | 'announcement'
  audience: 'staff' | 'everyone'
  text: { en: string; bg: string }
  startsAt: number
  endsAt: number
}

/** What a studio's plan is called, until when it is tried (ms), and which plans anybody may choose. */
export type StudioPlans = {
  own: { name: string; trialEndsAt: number | null } | null
  offered: { name: string; heldBack: readonly Feature[] }[]
}

/** Where a request comes from: for limits and for the list of devices, never for rights. */
export type Visitor = {
  /** An IPv4 address, or the /64 of an IPv6 one; empty when unknown. */
  network: string
  /** As sent, cut to 300 characters. */
  userAgent: string
}

/** The way to the one line in which a trainer's commands are decided (`worker/durable-objects/trainer-calendar.ts`). */
export type CalendarPort = {
  /** Never rejects for a reason of the domain; the outcome says what happened. */
  book: (command: BookingCommand) => Promise<BookingOutcome>
  /** Tells the line that what it may remember as taken by a booking or a hold is free again. */
  forget: (lineId: string, sourceId: string) => Promise<void>
  /** Tells whoever looks at these trainers' calendars to look again. Losing it costs time, nothing else. */
  announce: (trainerIds: readonly string[]) => Promise<void>
}

/** Where a studio's files are: a bucket of which it sees its own part. Keys are ours, such as `uploads/upl_…/640`. */
export type FilesPort = {
  /** Keeps a file; one with the same key is replaced. A stream has to say its length. */
  put: (key: string, body: Uint8Array | ReadableStream<Uint8Array>, about: FileFacts) => Promise<void>
  /**
   * Keeps a file that comes in parts, in any order: all of the same size but the last, of five MiB at least unless it is the
   * only one. It is there as a whole, or not at all.
   */
  putParts: (
    key: string,
    parts: AsyncIterable<{ number: number; bytes: Uint8Array }>,
    about: { contentType: string },
  ) => Promise<void>
  /** A file, or so many bytes of it from somewhere on; null: there is none. */
  get: (key: string, range?: { offset: number; length: number }) => Promise<StoredFile | null>
  /** Those that are not there are gone already. */
  delete: (keys: readonly string[]) => Promise<void>
}
export type FileFacts = { contentType: string; bytes?: number }
/** `bytes` are those of the whole file. */
export type StoredFile = { body: ReadableStream<Uint8Array>; bytes: number; contentType: string }

/** What makes a picture anew from its pixels: nothing else of what was sent is left. */
export type ImagesPort = {
  /** What it is, as its bytes say; null for what cannot be decoded. */
  describe: (bytes: Uint8Array) => Promise<{ format: string; width: number; height: number } | null>
  /** Decodes it, turns it upright, makes it at most so wide, never wider, and encodes it. Null for what cannot be decoded. */
  remake: (
    bytes: Uint8Array,
    wanted: { width: number; format: 'webp' | 'png' | 'jpeg' },
  ) => Promise<Uint8Array | null>
}

/** Something that takes longer than a request: `tenants/tasks/run-work.ts`. */
export type Work = { kind: 'download' | 'import'; id: string } | { kind: 'webhooks' }

/** Everything a verb may use: whose studio it is, who asks, and the ways out. The clock is a parameter. */
export type TenantContext = {
  tenant: Tenant
  db: TenantDatabase
  /**
   * At least this version of the schema its database has (`0007_….sql` brings version 8): what a younger one brought may be
   * missing, and code does without.
   * A database outside the range of `db/tenant/open-tenant-database.ts` answers nothing at all.
   */
  schemaVersion: number
  actor: Actor
  /** Who has signed in, whatever they ask for. */
  login: Login | null
  visitor: Visitor
  now: () => number
  requestId: string
  /** Scheme and host this request came to, such as `https://book.ironworks.test`, for links. */
  origin: string
  keys: SigningKeys
  calendar: CalendarPort
  files: FilesPort
  images: ImagesPort
  domains: DomainPort
  /** The public half of what web push is signed with (VAPID, base64url); null: none is sent. */
  pushKey: string | null
  mailDomains: MailDomainPort
  smsNumbers: SmsNumbersPort
  /** Writes where a restored database finds it that a client is to be forgotten. Ids alone; twice is once. */
  orderErasure: (clientId: string) => Promise<void>
  /** What this studio is told at the moment, as of a minute ago. Never rejects. */
  notices: () => Promise<readonly Notice[]>
  /** The names of plans. Never rejects: nothing is known of them while the registry is away. */
  plans: () => Promise<StudioPlans>
  /** Has something long done in the background. Losing it costs time: `tenants/tasks/run-due-tasks.ts` finds it again. */
  startWork: (work: Work) => Promise<void>
  /** Says that the studio has something to do or send at `dueAt` (ms); losing it costs time, nothing else. */
  announce: (dueAt: number) => Promise<void>
}
