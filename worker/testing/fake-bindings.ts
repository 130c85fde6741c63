import { openTenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import type { BookingCommand } from '../../tenants/bookings/booking-command.ts'
import { commitBookings } from '../../tenants/bookings/commit-bookings.ts'
import type { Turn, VendorAnswer } from '../../tenants/messages/gate-port.ts'
import type { VendorStatus } from '../../tenants/vendors/vendor-line.ts'
import type { TenantRef } from '../durable-objects/trainer-calendar.ts'
import type { Env } from '../env.ts'

// Each stands in for as much of a binding as the Worker uses; the casts say that this is enough.

export function fakeKv() {
  const entries = new Map<string, string>()
  const kv = {
    get: async (key: string) => JSON.parse(entries.get(key) ?? 'null') as unknown,
    put: async (key: string, value: string) => void entries.set(key, value),
    delete: async (key: string) => void entries.delete(key),
    list: async ({ prefix }: { prefix: string }) => {
      const names = [...entries.keys()].filter((name) => name.startsWith(prefix)).toSorted()
      return { keys: names.map((name) => ({ name })), list_complete: true }
    },
  }
  return { entries, kv: kv as unknown as KVNamespace }
}

export function fakeQueue<Message>() {
  const sent: Message[] = []
  const queue = {
    send: async (body: Message) => void sent.push(body),
    sendBatch: async (batch: { body: Message }[]) => void sent.push(...batch.map(({ body }) => body)),
  }
  return { sent, queue: queue as unknown as Queue<Message> }
}

/** Lets through what `isAllowed` says and remembers the keys. */
export function fakeRateLimit() {
  const state = { keys: [] as string[], isAllowed: true }
  const limit = async ({ key }: { key: string }) => {
    state.keys.push(key)
    return { success: state.isAllowed }
  }
  return { state, limiter: { limit } as RateLimit }
}

/** Decides at once, without a line; `failWith` makes the object fail as workerd reports it. */
export function fakeCalendars() {
  const state: { names: string[]; failWith: Error | undefined } = { names: [], failWith: undefined }
  const calendars = {
    getByName: (name: string) => {
      state.names.push(name)
      return {
        book: async ({ id, databaseUrl }: TenantRef, command: BookingCommand) => {
          if (state.failWith) throw state.failWith
          const [outcome] = await commitBookings(openTenantDatabase(id, { url: databaseUrl, token: '' }), [
            command,
          ])
          return outcome
        },
        forget: async () => {},
        announce: async () => {},
        // Where sockets are opened; workerd alone has them.
        fetch: async () => new Response('a socket'),
      }
    },
  }
  return { state, calendars: calendars as unknown as Env['TRAINER_CALENDAR'] }
}

/** Lets everybody through at once unless `turn` says otherwise, and remembers who asked and what came of it. */
export function fakeGates() {
  const state = {
    turn: { ok: true } as Turn,
    taken: [] as string[],
    reported: [] as string[],
    isAway: false,
  }
  const gates = {
    getByName: (vendor: string) => ({
      take: async (tenantId: string) => {
        if (state.isAway) throw new Error('the object was reset')
        state.taken.push(`${vendor} ${tenantId}`)
        return state.turn
      },
      report: async (tenantId: string, answer: VendorAnswer) => {
        if (state.isAway) throw new Error('the object was reset')
        state.reported.push(`${vendor} ${tenantId} ${answer.ok ? 'ok' : answer.kind}`)
      },
      status: async (): Promise<VendorStatus> => {
        if (state.isAway) throw new Error('the object was reset')
        return {
          circuit: { state: 'closed', until: null },
          perSecond: 5,
          pausedUntil: null,
          waiting: 0,
          studios: 0,
        }
      },
    }),
  }
  return { state, gates: gates as unknown as Env['VENDOR_GATE'] }
}

/** Keeps what it is given. Streams it is given elsewhere: they need workerd. */
export function fakeBucket() {
  const kept = new Map<string, { bytes: Uint8Array; contentType: string | undefined }>()
  const bucket = {
    put: async (key: string, bytes: Uint8Array, { httpMetadata }: R2PutOptions) => {
      const contentType = httpMetadata instanceof Headers ? undefined : httpMetadata?.contentType
      kept.set(key, { bytes, contentType })
    },
    createMultipartUpload: async (key: string, { httpMetadata }: R2MultipartOptions) => {
      const parts: Uint8Array[] = []
      const contentType = httpMetadata instanceof Headers ? undefined : httpMetadata?.contentType
      return {
        uploadPart: async (number: number, bytes: Uint8Array) => {
          parts[number - 1] = bytes
          return { partNumber: number, etag: '' }
        },
        complete: async () =>
          void kept.set(key, { bytes: new Uint8Array(Buffer.concat(parts)), contentType }),
        abort: async () => {},
      }
    },
    get: async (key: string, { range }: { range?: { offset: number; length: number } } = {}) => {
      const file = kept.get(key)
      if (!file) return null
      const { offset, length } = range ?? { offset: 0, length: file.bytes.length }
      const body = new Blob([file.bytes.slice(offset, offset + length)]).stream()
      return { body, size: file.bytes.length, httpMetadata: { contentType: file.contentType } }
    },
    delete: async (keys: string[]) => {
      for (const key of keys) kept.delete(key)
    },
  }
  return { kept, bucket: bucket as unknown as R2Bucket }
}

/** Every picture is 640 by 480 and made of one byte: decoding is for tests of the whole system. */
export const fakeImages = {
  info: async () => ({ format: 'image/jpeg', fileSize: 1, width: 640, height: 480 }),
  input: () => ({
    transform: () => ({ output: async () => ({ response: () => new Response(new Uint8Array([1])) }) }),
  }),
} as unknown as ImagesBinding
