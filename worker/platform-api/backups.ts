import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import {
  openBackupFile,
  startBackup,
  startDrill,
  startRestore,
  switchRestore,
} from '../../tenants/operators/change-backups.ts'
import {
  backupReasons,
  getBackup,
  listBackups,
  listRestores,
  restoreStates,
  type BackupEntry,
  type RestoreEntry,
} from '../../tenants/operators/list-backups.ts'
import { toInstant } from '../api/instant.ts'
import { pageOf, pageQuery } from '../api/page.ts'
import { json } from '../api/responses.ts'
import { bodyOf, idParam } from '../api/staff-route.ts'
import type { AppEnv } from '../app-env.ts'
import { forOperators, readProblems, writeProblems } from './operator-route.ts'
import { cursorAfter, toPosition } from './time-cursor.ts'

const instant = z.iso.datetime().nullable()
const at = (ms: number | null) => (ms === null ? null : toInstant(ms))

const backupSchema = z
  .object({
    id: z.string(),
    tenant_id: z.string(),
    slug: z.string(),
    reason: z.enum(backupReasons),
    bytes: z.int(),
    sha256: z.string().openapi({ description: 'Of the file, hex.' }),
    tables: z.int(),
    rows: z.int(),
    schema_version: z.int(),
    taken_at: z.iso.datetime(),
    expires_at: z.iso.datetime(),
    proven_at: instant.openapi({ description: 'When a drill last got all of it back.' }),
  })
  .openapi('Backup')

const restoreSchema = z
  .object({
    id: z.string(),
    backup_id: z.string().nullable(),
    at: instant.openapi({ description: 'In place of a backup: the instant it is of.' }),
    state: z.enum(restoreStates),
    drill: z.boolean(),
    job_id: z.string().nullable(),
    error: z.string().nullable(),
    differences: z
      .array(z.object({ table: z.string(), before: z.int().nullable(), after: z.int().nullable() }))
      .nullable()
      .openapi({ description: 'Tables that differ from the database in use: rows there, and here.' }),
    unreadable: z.string().nullable().openapi({ description: 'Why it could not be compared.' }),
    created_by: z.string(),
    created_at: z.iso.datetime(),
    previous_kept_until: instant,
  })
  .openapi('Restore')

const begunSchema = z
  .object({
    job_id: z.string(),
    tenant_id: z.string(),
    backup_id: z.string().nullable(),
    restore_id: z.string().nullable(),
  })
  .openapi('BackupWork')

const begun = json(begunSchema, 'It is begun; `/tenants/{tenant_id}/steps` shows how far it is.')
const tenantParams = idParam('tenant_id', 'Id or slug.')
const tags = ['Backups']

const listRoute = createRoute({
  method: 'get',
  path: '/backups',
  summary: 'Backups, the newest first',
  tags,
  ...forOperators,
  request: { query: pageQuery.extend({ tenant_id: z.string().max(64).optional() }) },
  responses: { 200: json(pageOf(backupSchema), 'A page of backups.'), ...readProblems },
})

const getRoute = createRoute({
  method: 'get',
  path: '/backups/{backup_id}',
  summary: 'One backup',
  tags,
  ...forOperators,
  request: { params: idParam('backup_id') },
  responses: { 200: json(backupSchema, 'The backup.'), ...readProblems },
})

const fileRoute = createRoute({
  method: 'get',
  path: '/backups/{backup_id}/file',
  summary: 'The file of a backup: SQL text, packed',
  description:
    'For administrators. It has all that the studio knows of its people; each time is written down.',
  tags,
  ...forOperators,
  request: { params: idParam('backup_id') },
  responses: {
    200: { description: 'The file.', content: { 'application/gzip': { schema: z.string() } } },
    ...readProblems,
  },
})

const takeRoute = createRoute({
  method: 'post',
  path: '/backups',
  summary: 'Take a backup of a studio now',
  tags,
  ...forOperators,
  request: { body: bodyOf(z.object({ tenant_id: z.string().max(64) }), 'Of whom: id or slug.') },
  responses: { 202: begun, ...writeProblems },
})

const drillRoute = createRoute({
  method: 'post',
  path: '/tenants/{tenant_id}/drill',
  summary: 'Prove that a studio’s backup can be restored',
  description: 'It is restored beside the database in use, compared, and taken away again.',
  tags,
  ...forOperators,
  request: {
    params: tenantParams,
    body: bodyOf(z.object({ backup_id: z.string().max(64).optional() }), 'Which; the newest unless it says.'),
  },
  responses: { 202: begun, ...writeProblems },
})

const restoreRoute = createRoute({
  method: 'post',
  path: '/tenants/{tenant_id}/restore',
  summary: 'Restore a studio beside the database in use',
  description:
    'From a backup, or from an instant where the host of databases has a history. Nothing in use changes: compare, then `/switch`.',
  tags,
  ...forOperators,
  request: {
    params: tenantParams,
    body: bodyOf(
      z.object({ backup_id: z.string().max(64).optional(), at: z.iso.datetime({ offset: true }).optional() }),
      'One of the two.',
    ),
  },
  responses: { 202: begun, ...writeProblems },
})

const restoresRoute = createRoute({
  method: 'get',
  path: '/tenants/{tenant_id}/restores',
  summary: 'Restored databases of a studio, the newest first; fifty at most',
  tags,
  ...forOperators,
  request: { params: tenantParams },
  responses: { 200: json(z.object({ data: z.array(restoreSchema) }), 'Its restores.'), ...readProblems },
})

const switchRoute = createRoute({
  method: 'post',
  path: '/tenants/{tenant_id}/restores/{restore_id}/switch',
  summary: 'Go on with a restored database',
  description:
    'For administrators. The studio answers 503 for a minute or two; whoever was erased since is erased again, what was sent meanwhile is not sent again, and everybody signs in anew. The database that was in use is kept for a week.',
  tags,
  ...forOperators,
  request: {
    params: tenantParams.extend(idParam('restore_id').shape),
    body: bodyOf(
      z.object({ confirm: z.string().max(64) }),
      'The studio’s slug, as a proof that it is meant.',
    ),
  },
  responses: { 202: begun, ...writeProblems },
})

/** What is kept of studios' databases, and the ways back. */
export const backupsApi = new OpenAPIHono<AppEnv>()
  .openapi(listRoute, async (c) => {
    const { cursor, limit, tenant_id: tenant } = c.req.valid('query')
    const { backups, hasMore } = await listBackups(c.var.platform, {
      tenant,
      limit,
      cursor: toPosition(cursor),
    })
    const positions = backups.map(({ id, takenAt }) => ({ id, createdAt: takenAt }))
    return c.json({ data: backups.map(toJson), next_cursor: cursorAfter(positions, hasMore) }, 200)
  })
  .openapi(getRoute, async (c) => {
    return c.json(toJson(await getBackup(c.var.platform, c.req.valid('param').backup_id)), 200)
  })
  .openapi(fileRoute, async (c) => {
    const { backup_id: backupId } = c.req.valid('param')
    const { name, bytes, body } = await openBackupFile(c.var.platform, { backupId })
    c.header('Content-Disposition', `attachment; filename="${name}"`)
    c.header('Content-Length', String(bytes))
    return c.body(body, 200, { 'Content-Type': 'application/gzip' })
  })
  .openapi(takeRoute, async (c) => {
    const { tenant_id: tenant } = c.req.valid('json')
    return c.json(toBegun(await startBackup(c.var.platform, { tenant })), 202)
  })
  .openapi(drillRoute, async (c) => {
    const { tenant_id: tenant } = c.req.valid('param')
    const { backup_id: backupId } = c.req.valid('json')
    return c.json(toBegun(await startDrill(c.var.platform, { tenant, backupId })), 202)
  })
  .openapi(restoreRoute, async (c) => {
    const { tenant_id: tenant } = c.req.valid('param')
    const { backup_id: backupId, at: instantOf } = c.req.valid('json')
    const wish = { tenant, backupId, at: instantOf === undefined ? undefined : Date.parse(instantOf) }
    return c.json(toBegun(await startRestore(c.var.platform, wish)), 202)
  })
  .openapi(restoresRoute, async (c) => {
    const restores = await listRestores(c.var.platform, c.req.valid('param').tenant_id)
    return c.json({ data: restores.map(toRestoreJson) }, 200)
  })
  .openapi(switchRoute, async (c) => {
    const { tenant_id: tenant, restore_id: restoreId } = c.req.valid('param')
    const { confirm } = c.req.valid('json')
    return c.json(toBegun(await switchRestore(c.var.platform, { tenant, restoreId, confirm })), 202)
  })

type Begun = Awaited<ReturnType<typeof startBackup>>

function toBegun({ id, tenantId, input }: Begun): z.output<typeof begunSchema> {
  const text = (value: unknown) => (typeof value === 'string' ? value : null)
  return {
    job_id: id,
    tenant_id: tenantId,
    backup_id: text(input['backupId']),
    restore_id: text(input['restoreId']),
  }
}

function toJson({ tenant, ...backup }: BackupEntry): z.output<typeof backupSchema> {
  const { id, reason, bytes, sha256, tables, rows } = backup
  return {
    id,
    tenant_id: tenant.id,
    slug: tenant.slug,
    reason,
    bytes,
    sha256,
    tables,
    rows,
    schema_version: backup.schemaVersion,
    taken_at: toInstant(backup.takenAt),
    expires_at: toInstant(backup.expiresAt),
    proven_at: at(backup.provenAt),
  }
}

function toRestoreJson(restore: RestoreEntry): z.output<typeof restoreSchema> {
  const { id, state, error, differences, unreadable } = restore
  return {
    id,
    backup_id: restore.backupId,
    at: at(restore.pointInTime),
    state,
    drill: restore.isDrill,
    job_id: restore.jobId,
    error,
    differences,
    unreadable,
    created_by: restore.createdBy,
    created_at: toInstant(restore.createdAt),
    previous_kept_until: at(restore.dropPreviousAt),
  }
}
