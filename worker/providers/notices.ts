import { BoundedMap } from '../../tenants/bounded-map.ts'
import { minutes, seconds } from '../../tenants/durations.ts'
import type { Notice, TenantContext } from '../../tenants/context.ts'
import { noticesFor, readNotices, type PlannedNotice } from '../../tenants/fleet/read-notices.ts'
import type { Registry } from '../../db/registry/open-registry.ts'
import { logFailure } from '../log.ts'

type Memory = { all: readonly PlannedNotice[] | null; askedAt: number }

const KEPT_MS = minutes(1)
/** A page waits so long for the first answer that an isolate gets, and no longer. */
const PATIENCE_MS = seconds(1)

/** What this isolate remembers, by registry: in tests there are several. */
const memories = new BoundedMap<string, Memory>(10)

type Sources = {
  registry: () => Registry
  url: string
  tenantId: string
  now: () => number
  requestId: string
  waitUntil: (work: Promise<unknown>) => void
}

/**
 * What a studio is told: of the isolate's memory, which is asked for anew each minute while pages go on with what was known.
 * Only an isolate's very first page waits for it. A registry that is down says nothing new.
 */
export function makeNotices(sources: Sources): TenantContext['notices'] {
  const { registry, url, tenantId, now, requestId, waitUntil } = sources
  return async (): Promise<readonly Notice[]> => {
    const memory = memories.get(url) ?? { all: null, askedAt: 0 }
    memories.set(url, memory)
    if (now() - memory.askedAt >= KEPT_MS || memory.all === null) {
      memory.askedAt = now()
      const asked = readNotices(registry(), now()).then(
        (all) => void (memory.all = all),
        (error: unknown) => logFailure({ event: 'notices_failed', tenantId, requestId }, error),
      )
      waitUntil(asked)
      if (memory.all === null) await Promise.race([asked, patience()])
    }
    return noticesFor(memory.all ?? [], { tenantId, now: now() })
  }
}

function patience(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))
}
