import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { tenants } from './tenants.ts'

export const jobKinds = [
  'create',
  'delete',
  'copy',
  'rename',
  'move',
  'backup',
  'restore',
  'switch',
  'drill',
] as const
export type JobKind = (typeof jobKinds)[number]

/** `running`: someone is at it, or it is due at `next_at`. `failed`: an operator decides. `undoing` leads to `undone`. */
export const jobStates = ['running', 'failed', 'done', 'undoing', 'undone'] as const

/** Long work on one studio, step by step: it may die anywhere and goes on where it stopped (`tenants/fleet/jobs/`). */
export const jobs = sqliteTable(
  'jobs',
  {
    id: text('id').primaryKey(),
    kind: text('kind', { enum: jobKinds }).notNull(),
    // Of a studio in the making there is no row yet.
    tenantId: text('tenant_id').notNull(),
    state: text('state', { enum: jobStates }).notNull(),
    // What it is to do, JSON, without secrets.
    input: text('input', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    // What came of it so far, JSON: what later steps and the page need.
    result: text('result', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    // Failures since the last step that succeeded.
    attempts: integer('attempts').notNull().default(0),
    // When it goes on; whoever takes it moves it on by a lease, so that nobody else takes it.
    nextAt: integer('next_at').notNull(),
    // Why it waits or stopped: a sentence without personal data.
    error: text('error'),
    // As the audit log writes it.
    createdBy: text('created_by').notNull(),
    createdAt: integer('created_at').notNull(),
    endedAt: integer('ended_at'),
  },
  (t) => [
    index('jobs_due_idx')
      .on(t.nextAt)
      .where(sql`${t.state} IN ('running', 'undoing')`),
    index('jobs_tenant_idx').on(t.tenantId, t.createdAt),
    index('jobs_created_idx').on(t.createdAt, t.id),
    // One thing at a time is done to a studio.
    uniqueIndex('jobs_open_idx')
      .on(t.tenantId)
      .where(sql`${t.state} IN ('running', 'undoing')`),
  ],
)

/** What a job has done: a row a step, written together with what the step changes in the registry. */
export const jobSteps = sqliteTable(
  'job_steps',
  {
    jobId: text('job_id')
      .notNull()
      .references(() => jobs.id),
    step: text('step').notNull(),
    startedAt: integer('started_at').notNull(),
    doneAt: integer('done_at'),
    undoneAt: integer('undone_at'),
    attempts: integer('attempts').notNull().default(1),
    error: text('error'),
  },
  (t) => [primaryKey({ columns: [t.jobId, t.step] })],
)

/** Somebody who wants a studio and has to prove their address first. */
export const signUps = sqliteTable(
  'sign_ups',
  {
    id: text('id').primaryKey(),
    // SHA-256 of the link's secret.
    tokenHash: text('token_hash').notNull().unique(),
    // Lower case.
    email: text('email').notNull(),
    // JSON: the studio's name, slug, preset, plan, language, zone, which terms were agreed to.
    details: text('details', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    createdAt: integer('created_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    // Set when the address was proven: the job that makes the studio.
    jobId: text('job_id').references(() => jobs.id),
  },
  (t) => [index('sign_ups_email_idx').on(t.email), index('sign_ups_expiry_idx').on(t.expiresAt)],
)

/** That a studio was deleted, and what with it: for whoever asks later. Counts and hashes, nobody's data. */
export const deletionReceipts = sqliteTable('deletion_receipts', {
  id: text('id').primaryKey(),
  tenantId: text('tenant_id')
    .notNull()
    .unique()
    .references(() => tenants.id),
  body: text('body', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
  // Of the body as it is written, hex.
  sha256: text('sha256').notNull(),
  createdAt: integer('created_at').notNull(),
})

export type JobRow = typeof jobs.$inferSelect
export type JobStepRow = typeof jobSteps.$inferSelect
