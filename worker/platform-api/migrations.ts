import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import {
  changeMigration,
  getMigration,
  listMigrationEntries,
  listMigrations,
  migrationEntryStates,
  migrationRunStates,
  newMigration,
  reportVersions,
  runDeeds,
  startMigration,
  type MigrationEntry,
  type MigrationRun,
} from '../../tenants/operators/migrations.ts'
import { invalidFields } from '../../tenants/parse-input.ts'
import { decodeCursor, encodeCursor } from '../api/cursor.ts'
import { toInstant } from '../api/instant.ts'
import { pageOf, pageQuery } from '../api/page.ts'
import { json } from '../api/responses.ts'
import { bodyOf, idParam } from '../api/staff-route.ts'
import type { AppEnv } from '../app-env.ts'
import { forOperators, readProblems, writeProblems } from './operator-route.ts'
import { cursorAfter, toPosition } from './time-cursor.ts'

const instant = z.iso.datetime().nullable()
const count = z.int()

const runSchema = z
  .object({
    id: z.string(),
    state: z.enum(migrationRunStates),
    target: count.openapi({ description: 'The version everybody is brought to.' }),
    dry: z.boolean().openapi({ description: 'Everything is tried and taken back.' }),
    canaries: count,
    batch_size: count,
    pause_reason: z.string().nullable().openapi({ description: 'Why it paused by itself.' }),
    waiting: count,
    done: count,
    failed: count,
    created_by: z.string(),
    created_at: z.iso.datetime(),
    ended_at: instant,
  })
  .openapi('Migration')

const entrySchema = z
  .object({
    tenant_id: z.string(),
    slug: z.string(),
    canary: z.boolean(),
    state: z.enum(migrationEntryStates),
    from_version: count.nullable(),
    version: count.nullable().openapi({ description: 'As it was last seen; null: it could not be asked.' }),
    error: z.string().nullable().openapi({ description: 'In the words of its database.' }),
    attempts: count,
    at: instant,
  })
  .openapi('MigrationEntry')

const at = (ms: number | null) => (ms === null ? null : toInstant(ms))

function toRunJson({ counts, ...run }: MigrationRun): z.output<typeof runSchema> {
  return {
    id: run.id,
    state: run.state,
    target: run.target,
    dry: run.isDry,
    canaries: run.canaries,
    batch_size: run.batchSize,
    pause_reason: run.pauseReason,
    ...counts,
    created_by: run.createdBy,
    created_at: toInstant(run.createdAt),
    ended_at: at(run.endedAt),
  }
}

function toEntryJson(entry: MigrationEntry): z.output<typeof entrySchema> {
  const { tenantId, slug, isCanary, state, fromVersion, version, error, attempts } = entry
  const versions = { from_version: fromVersion, version }
  return {
    tenant_id: tenantId,
    slug,
    canary: isCanary,
    state,
    ...versions,
    error,
    attempts,
    at: at(entry.at),
  }
}

const tags = ['Migrations']

const listRoute = createRoute({
  method: 'get',
  path: '/migrations',
  summary: 'Runs, the latest first',
  tags,
  ...forOperators,
  request: { query: pageQuery },
  responses: { 200: json(pageOf(runSchema), 'A page of runs.'), ...readProblems },
})

const startRoute = createRoute({
  method: 'post',
  path: '/migrations',
  summary: 'Bring every studio to the newest version',
  description: 'Only one run is open at a time; another one is 409 `conflict`.',
  tags,
  ...forOperators,
  request: {
    body: bodyOf(
      z.object({
        dry: newMigration.shape.isDry,
        canaries: newMigration.shape.canaries,
        batch_size: newMigration.shape.batchSize,
      }),
      'How careful it is.',
    ),
  },
  responses: { 202: json(runSchema, 'It has begun.'), ...writeProblems },
})

const versionsRoute = createRoute({
  method: 'get',
  path: '/migrations/versions',
  summary: 'The fleet by version',
  tags,
  ...forOperators,
  responses: {
    200: json(
      z.object({
        oldest: count.openapi({ description: 'What is older than this is 503.' }),
        newest: count,
        versions: z.array(z.object({ version: count, tenants: count, served: z.boolean() })),
      }),
      'How many studios are at each version.',
    ),
    ...readProblems,
  },
})

const getRoute = createRoute({
  method: 'get',
  path: '/migrations/{run_id}',
  summary: 'One run, and how far it is',
  tags,
  ...forOperators,
  request: { params: idParam('run_id') },
  responses: { 200: json(runSchema, 'The run.'), ...readProblems },
})

const entriesRoute = createRoute({
  method: 'get',
  path: '/migrations/{run_id}/entries',
  summary: 'The studios of a run',
  tags,
  ...forOperators,
  request: {
    params: idParam('run_id'),
    query: pageQuery.extend({ state: z.enum(migrationEntryStates).optional() }),
  },
  responses: { 200: json(pageOf(entrySchema), 'A page of studios, by their ids.'), ...readProblems },
})

const summaries = {
  pause: 'Stop before the next studio',
  resume: 'Go on, also after a canary failed',
  retry: 'Try again those who failed',
  cancel: 'Give it up; what is done stays done',
}

/** Runs that bring studios' databases to a version. */
export const migrationsApi = new OpenAPIHono<AppEnv>()

migrationsApi.openapi(listRoute, async (c) => {
  const { limit, cursor } = c.req.valid('query')
  const { runs, hasMore } = await listMigrations(c.var.platform, { limit, cursor: toPosition(cursor) })
  return c.json({ data: runs.map(toRunJson), next_cursor: cursorAfter(runs, hasMore) }, 200)
})

migrationsApi.openapi(startRoute, async (c) => {
  const { dry: isDry, batch_size: batchSize, canaries } = c.req.valid('json')
  return c.json(toRunJson(await startMigration(c.var.platform, { isDry, canaries, batchSize })), 202)
})

migrationsApi.openapi(versionsRoute, async (c) => {
  const { versions, ...range } = await reportVersions(c.var.platform)
  const data = versions.map(({ isServed, ...one }) => ({ ...one, served: isServed }))
  return c.json({ ...range, versions: data }, 200)
})

migrationsApi.openapi(getRoute, async (c) => {
  return c.json(toRunJson(await getMigration(c.var.platform, c.req.valid('param').run_id)), 200)
})

migrationsApi.openapi(entriesRoute, async (c) => {
  const { cursor, ...wish } = c.req.valid('query')
  const { entries, hasMore } = await listMigrationEntries(c.var.platform, {
    ...wish,
    runId: c.req.valid('param').run_id,
    cursor: toTenantId(cursor),
  })
  const last = entries.at(-1)
  const next_cursor = hasMore && last ? encodeCursor(last.tenantId) : null
  return c.json({ data: entries.map(toEntryJson), next_cursor }, 200)
})

/** The studio after which a page begins. @throws AppError `invalid_input` */
function toTenantId(cursor: string | undefined): string | null {
  const id = cursor === undefined ? null : decodeCursor(cursor)
  if (id !== undefined) return id
  throw invalidFields([{ path: 'cursor', message: 'This is no cursor of this list.' }])
}

for (const deed of runDeeds) {
  const route = createRoute({
    method: 'post',
    path: `/migrations/{run_id}/${deed}`,
    summary: summaries[deed],
    tags,
    ...forOperators,
    request: { params: idParam('run_id') },
    responses: { 200: json(runSchema, 'The run as it is now.'), ...writeProblems },
  })
  migrationsApi.openapi(route, async (c) => {
    const { run_id: id } = c.req.valid('param')
    return c.json(toRunJson(await changeMigration(c.var.platform, { id, deed })), 200)
  })
}
