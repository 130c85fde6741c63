import type { JobKind } from '../../../db/registry/schema/index.ts'
import { AppError } from '../../errors.ts'
import type { JobDefinition } from './job-definition.ts'

/** Each is loaded when a job of its kind is worked on. */
const definitions: Partial<Record<JobKind, () => Promise<JobDefinition>>> = {
  create: async () => (await import('../create/create-definition.ts')).createDefinition,
  copy: async () => (await import('../copies/copy-studio.ts')).copyStudio,
  move: async () => (await import('../moves/move-studio.ts')).moveStudio,
  delete: async () => (await import('../deletions/delete-studio.ts')).deleteStudio,
  backup: async () => (await import('../backups/backup-definition.ts')).backupDefinition,
  restore: async () => (await import('../backups/restore-definition.ts')).restoreDefinition,
  drill: async () => (await import('../backups/drill-definition.ts')).drillDefinition,
  switch: async () => (await import('../backups/switch-definition.ts')).switchDefinition,
}

/** What has to be done for a job of this kind. @throws AppError `not_found` when nobody knows. */
export async function loadDefinition(kind: JobKind): Promise<JobDefinition> {
  const load = definitions[kind]
  if (!load) throw new AppError('not_found', `Nobody knows how to do a “${kind}”.`)
  return load()
}
