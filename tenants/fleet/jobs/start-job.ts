import { isDatabaseError } from '../../../db/database-error.ts'
import { jobs, type JobKind, type JobRow } from '../../../db/registry/schema/index.ts'
import { AppError } from '../../errors.ts'
import { makeId } from '../../ids.ts'
import type { FleetContext } from '../fleet-context.ts'
import type { RegistryStatement } from './job-definition.ts'

export type NewJob = {
  kind: JobKind
  tenantId: string
  /** What it is to do, without secrets. */
  input: Record<string, unknown>
  /** As the audit log writes it. */
  createdBy: string
  /** For who has to know the id before: `makeId('job')`. */
  id?: string
  /** What changes in the registry together with its start; it happens, or nothing does. */
  statements?: readonly RegistryStatement[]
}

type Starting = Pick<FleetContext, 'registry' | 'now' | 'startWork'>

/**
 * Begins long work on a studio: it is written down, and somebody goes to it at once. Should that get lost, cron says it again.
 *
 * @throws AppError `conflict` while something else is done to the studio.
 * @throws DatabaseError `constraint` when one of the statements is refused.
 */
export async function startJob(fleet: Starting, { statements = [], id, ...job }: NewJob): Promise<JobRow> {
  const { registry } = fleet
  const now = fleet.now()
  const row = {
    ...job,
    id: id ?? makeId('job'),
    state: 'running' as const,
    result: {},
    nextAt: now,
    createdAt: now,
  }
  try {
    const [rows] = await registry.write([registry.orm.insert(jobs).values(row).returning(), ...statements])
    const [made] = rows
    if (!made) throw new Error('An insert gives its row back.')
    await sendToWork(fleet, made.id)
    return made
  } catch (error) {
    throw isOpenJob(error) ? jobOpen() : error
  }
}

/** Whether the registry refused a second open job of a studio. */
export function isOpenJob(error: unknown): boolean {
  return isDatabaseError(error, 'constraint') && error.message.includes('jobs.tenant_id')
}

export function jobOpen(): AppError {
  return new AppError('conflict', 'Something else is being done to this studio.', { reason: 'job_open' })
}

/** Has somebody go to a job; a queue that takes nothing is made good by cron. */
export async function sendToWork(
  { startWork }: Pick<FleetContext, 'startWork'>,
  id: string,
  inMs = 0,
): Promise<void> {
  await startWork({ kind: 'job', id }, inMs).catch(() => {})
}
