import { z } from '@hono/zod-openapi'
import { BUCKET_ENDS_MS, percentile, type RequestCounts } from '../../tenants/fleet/health/request-counts.ts'
import { alertRules } from '../../tenants/fleet/health/open-alert.ts'
import type { AlertTargetEntry } from '../../tenants/operators/alert-targets.ts'
import { alertTargetKinds } from '../../tenants/operators/alert-targets.ts'
import type { AlertEntry } from '../../tenants/operators/alerts.ts'
import type { FleetHealth, Health, StudioHealth } from '../../tenants/operators/read-health.ts'
import { toInstant } from '../api/instant.ts'

const instant = z.iso.datetime().nullable()
const at = (ms: number | null) => (ms === null ? null : toInstant(ms))

const ms = z
  .number()
  .nullable()
  .openapi({
    description: `The end of the bucket: one of ${BUCKET_ENDS_MS.join(', ')}. Null when nothing was asked, or it took longer.`,
  })

const countsSchema = z
  .object({
    requests: z.int(),
    errors: z.int().openapi({ description: 'Answered 500 or above.' }),
    slow: z.int().openapi({ description: 'Took longer than a second.' }),
    p50_ms: ms,
    p95_ms: ms,
    queries: z.int().openapi({ description: 'Round trips to the database.' }),
    slow_queries: z.int(),
  })
  .openapi('RequestCounts')

function toCountsJson(counts: RequestCounts): z.output<typeof countsSchema> {
  const part = (share: number) => {
    const end = percentile(counts.buckets, share)
    return end === null || !Number.isFinite(end) ? null : end
  }
  return {
    requests: counts.requests,
    errors: counts.errors,
    slow: counts.slow,
    p50_ms: part(0.5),
    p95_ms: part(0.95),
    queries: counts.queries,
    slow_queries: counts.slowQueries,
  }
}

const hourSchema = countsSchema.extend({ hour: z.iso.datetime() })

const shared = {
  open_alerts: z.int(),
  beat_at: instant.openapi({ description: 'When cron and the queue last did something.' }),
  total: countsSchema.openapi({ description: 'The last 24 hours.' }),
  hours: z.array(hourSchema),
}

function toSharedJson({ openAlerts, beatAt, total, hours }: Health) {
  return {
    open_alerts: openAlerts,
    beat_at: at(beatAt),
    total: toCountsJson(total),
    hours: hours.map((one) => ({ hour: toInstant(one.hourAt), ...toCountsJson(one) })),
  }
}

export const fleetHealthSchema = z
  .object({
    ...shared,
    statuses: z.array(z.object({ status: z.string(), tenants: z.int() })),
    schema_versions: z.array(z.object({ version: z.int().nullable(), tenants: z.int() })),
    worst: z.array(countsSchema.extend({ tenant_id: z.string(), name: z.string() })),
  })
  .openapi('FleetHealth')

export function toFleetHealthJson(health: FleetHealth): z.output<typeof fleetHealthSchema> {
  return {
    ...toSharedJson(health),
    statuses: health.statuses.map(({ status, count }) => ({ status, tenants: count })),
    schema_versions: health.versions.map(({ version, count }) => ({ version, tenants: count })),
    worst: health.worst.map((one) => ({ tenant_id: one.tenantId, name: one.name, ...toCountsJson(one) })),
  }
}

export const tenantHealthSchema = z
  .object({
    ...shared,
    schema_version: z.int().nullable(),
    last_booking_at: instant,
    database_bytes: z.int().nullable(),
    trainers: z.int().nullable(),
    clients: z.int().nullable(),
    bookings_this_month: z.int().nullable(),
    sms_this_month: z.int().nullable(),
    looked_at: instant,
    messages_due: z.int(),
    oldest_due_at: instant,
    certificates: z.array(
      z.object({ host: z.string(), status: z.string(), ssl_status: z.string(), broken_since: instant }),
    ),
  })
  .openapi('TenantHealth')

export function toTenantHealthJson(health: StudioHealth): z.output<typeof tenantHealthSchema> {
  const { facts, backlog } = health
  return {
    ...toSharedJson(health),
    schema_version: health.schemaVersion,
    last_booking_at: at(facts?.lastBookingAt ?? null),
    database_bytes: facts?.databaseBytes ?? null,
    trainers: facts?.trainers ?? null,
    clients: facts?.clients ?? null,
    bookings_this_month: facts?.bookingsThisMonth ?? null,
    sms_this_month: facts?.smsThisMonth ?? null,
    looked_at: at(facts?.at ?? null),
    messages_due: backlog?.due ?? 0,
    oldest_due_at: at(backlog?.oldestDueAt ?? null),
    certificates: health.certificates.map(({ host, status, sslStatus, brokenSince }) => ({
      host,
      status,
      ssl_status: sslStatus,
      broken_since: at(brokenSince),
    })),
  }
}

export const alertSchema = z
  .object({
    id: z.string(),
    rule: z.string().openapi({ description: `One of ${alertRules.join(', ')}; others may follow.` }),
    tenant_id: z.string().nullable().openapi({ description: 'Null: it concerns the platform.' }),
    studio: z.string().nullable(),
    said: z.string(),
    opened_at: z.iso.datetime(),
    seen_at: z.iso.datetime(),
    closed_at: instant,
    acknowledged_at: instant,
    acknowledged_by: z.string().nullable(),
  })
  .openapi('Alert')

export function toAlertJson(alert: AlertEntry): z.output<typeof alertSchema> {
  return {
    id: alert.id,
    rule: alert.rule,
    tenant_id: alert.tenantId,
    studio: alert.studio,
    said: alert.said,
    opened_at: toInstant(alert.openedAt),
    seen_at: toInstant(alert.seenAt),
    closed_at: at(alert.closedAt),
    acknowledged_at: at(alert.acknowledgedAt),
    acknowledged_by: alert.acknowledgedBy,
  }
}

export const alertTargetSchema = z
  .object({
    id: z.string(),
    kind: z.enum(alertTargetKinds),
    address: z.string(),
    created_at: z.iso.datetime(),
    last_error: z.string().nullable(),
  })
  .openapi('AlertTarget')

export function toAlertTargetJson(target: AlertTargetEntry): z.output<typeof alertTargetSchema> {
  return {
    id: target.id,
    kind: target.kind,
    address: target.address,
    created_at: toInstant(target.createdAt),
    last_error: target.lastError,
  }
}
