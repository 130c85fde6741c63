import { BoundedMap } from './bounded-map.ts'
import { minutes, seconds } from './durations.ts'
import { AppError } from './errors.ts'
import type { HostRecord } from './fleet/find-host.ts'
import { normalizeHost } from './host-name.ts'

/** What the registry said about a host, and when (ms). */
export type CheckedHost = { record: HostRecord; checkedAt: number }

/** A cache that all processes share. Neither call ever rejects. */
export type HostCache = {
  get: (host: string) => Promise<CheckedHost | undefined>
  put: (host: string, checked: CheckedHost | undefined) => Promise<void>
}

/** What one process remembers between requests. */
export type HostMemory = {
  hosts: BoundedMap<string, CheckedHost & { askAgainAt: number }>
  underWay: Map<string, Promise<HostRecord | undefined>>
}

export type HostSources = {
  memory: HostMemory
  cache: HostCache
  /** Asks the registry (`fleet/find-host.ts`). */
  find: (host: string) => Promise<HostRecord | undefined>
  /** The platform's own host, which works without the registry. */
  platformHost: string
  now: () => number
  /** Lets work go on after the answer, and after whoever asked has hung up. */
  waitUntil: (work: Promise<unknown>) => void
}

/** This process asks nobody for so long; no answer is older than `TRUSTED_MS`, unless the registry is down. */
const REMEMBERED_MS = seconds(15)
const TRUSTED_MS = seconds(60)
/** Known hosts outlive the registry for so long. */
export const SURVIVES_MS = minutes(5)
/** Longer than the registry's own time-out: whoever looks up for us must have died. */
const PATIENCE_MS = seconds(4)

export function makeHostMemory(): HostMemory {
  return { hosts: new BoundedMap(10_000), underWay: new Map() }
}

/**
 * Whose host a request was sent to, by its `Host` header and nothing else: memory of this process, then the shared
 * cache, then the registry. Only positive answers are kept. Nothing when the host is nobody's.
 *
 * A suspended studio is found: the caller refuses it.
 *
 * @throws AppError `unavailable` when only the registry could tell and it does not answer.
 */
export async function resolveTenant(sources: HostSources, header: string): Promise<HostRecord | undefined> {
  const host = normalizeHost(header)
  if (host === undefined) return undefined
  if (host === sources.platformHost) return { kind: 'platform' }
  const known = sources.memory.hosts.get(host)
  if (known && sources.now() < known.askAgainAt) return known.record
  return shareLookUp(sources, host)
}

/** Requests for one host at the same time ask once. */
function shareLookUp(sources: HostSources, host: string): Promise<HostRecord | undefined> {
  const { underWay } = sources.memory
  const other = underWay.get(host)
  if (other) return withPatience(other, () => underWay.delete(host))
  const lookUp = lookUpHost(sources, host).finally(() => underWay.delete(host))
  underWay.set(host, lookUp)
  // The others must get their answer even if the first one hangs up.
  sources.waitUntil(lookUp.catch(() => {}))
  return lookUp
}

async function lookUpHost(sources: HostSources, host: string): Promise<HostRecord | undefined> {
  const { memory, cache, now } = sources
  const cached = await cache.get(host)
  const remembered = memory.hosts.get(host)
  const known = (remembered?.checkedAt ?? 0) > (cached?.checkedAt ?? 0) ? remembered : cached
  // What is not in the cache was taken out of it, because it has changed.
  if (cached && known && now() < known.checkedAt + TRUSTED_MS)
    return keep(sources, host, { ...known, validMs: TRUSTED_MS })
  let record: HostRecord | undefined
  // Before it is asked: an answer that takes its time is as old as the question.
  const checkedAt = now()
  try {
    record = await sources.find(host)
  } catch (cause) {
    if (known && now() < known.checkedAt + SURVIVES_MS) {
      return keep(sources, host, { ...known, validMs: SURVIVES_MS })
    }
    throw new AppError('unavailable', 'This site cannot be reached at the moment.', { cause })
  }
  if (record === undefined) {
    memory.hosts.delete(host)
    if (cached) sources.waitUntil(cache.put(host, undefined))
    return undefined
  }
  const checked = { record, checkedAt }
  sources.waitUntil(cache.put(host, checked))
  return keep(sources, host, { ...checked, validMs: TRUSTED_MS })
}

function keep(
  { memory, now }: HostSources,
  host: string,
  { record, checkedAt, validMs }: CheckedHost & { validMs: number },
): HostRecord {
  const askAgainAt = Math.min(now() + REMEMBERED_MS, checkedAt + validMs)
  memory.hosts.set(host, { record, checkedAt, askAgainAt })
  return record
}

async function withPatience<T>(work: Promise<T>, giveUp: () => void): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      giveUp()
      reject(new AppError('unavailable', 'This site cannot be reached at the moment.'))
    }, PATIENCE_MS)
  })
  return Promise.race([work, tooLong]).finally(() => clearTimeout(timer))
}
