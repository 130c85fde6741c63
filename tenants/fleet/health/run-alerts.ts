import { and, inArray, isNull, lt, sql } from 'drizzle-orm'
import type { Registry } from '../../../db/registry/open-registry.ts'
import { alerts, heartbeats } from '../../../db/registry/schema/index.ts'
import { hours, minutes } from '../../durations.ts'
import type { FleetContext } from '../fleet-context.ts'
import { conditions, type Condition, type Found } from './alert-conditions.ts'
import { openAlert, type AlertRule, type Finding } from './open-alert.ts'
import { tellAlerts } from './tell-alerts.ts'

/** More studios with the same are one alert of the platform's: something larger is wrong. */
const MOST_OF_A_RULE = 20
const MOST_COUNTED = 1_000
/** What comes and goes stays open. */
const GONE_FOR_MS = minutes(5)
/** What is noticed by whoever meets it is met again within this time: each studio is visited four times an hour. */
const MET_WITHIN_MS = hours(1)

/**
 * Looks whether anything is wrong over all studios, opens and closes alerts, and tells whoever is to be told: once a minute,
 * as cron says. Three calls of the registry, whatever there is; run twice at once it says nothing twice.
 *
 * @throws DatabaseError
 */
export async function runAlerts(fleet: FleetContext): Promise<void> {
  const { registry } = fleet
  const now = fleet.now()
  const found = await findAll(registry, now)
  await registry.write([
    beat(registry, now),
    ...found.map((finding) => openAlert(registry, { ...finding, now })),
    closeUnseen(
      registry,
      conditions.map(({ rule }) => rule),
      { seenBefore: now - GONE_FOR_MS, now },
    ),
    closeUnseen(registry, ['wrong_database'], { seenBefore: now - MET_WITHIN_MS, now }),
    // That this runs says that nothing is silent.
    closeUnseen(registry, ['fleet_silent'], { seenBefore: now + 1, now }),
  ])
  await tellAlerts(fleet)
}

async function findAll({ orm, read }: Registry, now: number): Promise<Finding[]> {
  const [first, ...others] = conditions.map(({ select }) =>
    orm.all<Found>(sql`SELECT * FROM (${select(now)}) LIMIT ${MOST_COUNTED}`),
  )
  if (first === undefined) return []
  const rows: Found[][] = await read([first, ...others])
  return conditions.flatMap((condition, index) => toFindings(condition, rows[index] ?? []))
}

function toFindings({ rule, say }: Condition, found: readonly Found[]): Finding[] {
  const findings = found.map((one) => ({ rule, tenantId: one.tenantId, said: say(one) }))
  const ofStudios = findings.filter(({ tenantId }) => tenantId !== null)
  if (ofStudios.length <= MOST_OF_A_RULE) return findings
  const many =
    ofStudios.length === MOST_COUNTED ? `${MOST_COUNTED} studios or more` : `${ofStudios.length} studios`
  const own = findings.filter(({ tenantId }) => tenantId === null)
  const words = own.map(({ said }) => ` ${said}`).join('')
  return [{ rule, tenantId: null, said: `${many} have this, the first: ${ofStudios[0]?.said ?? ''}${words}` }]
}

function beat({ orm }: Registry, now: number) {
  return orm
    .insert(heartbeats)
    .values({ name: 'fleet', at: now })
    .onConflictDoUpdate({ target: heartbeats.name, set: { at: sql`max(at, excluded.at)` } })
}

function closeUnseen(
  { orm }: Registry,
  rules: readonly AlertRule[],
  { seenBefore, now }: { seenBefore: number; now: number },
) {
  return orm
    .update(alerts)
    .set({ closedAt: now })
    .where(and(isNull(alerts.closedAt), inArray(alerts.rule, [...rules]), lt(alerts.seenAt, seenBefore)))
}
