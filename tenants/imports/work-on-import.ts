import { and, inArray, lt } from 'drizzle-orm'
import { imports } from '../../db/tenant/schema/imports.ts'
import { isRefused } from '../access/insist-on.ts'
import type { TenantContext } from '../context.ts'
import { seconds } from '../durations.ts'
import { isAppError } from '../errors.ts'
import { checkRows } from './check-rows.ts'
import { findImport, isWorking, workingStates, type Import } from './find-import.ts'
import { importRows } from './import-rows.ts'
import { readFile } from './read-file.ts'
import { RESUME_AFTER_MS } from './start-import.ts'
import { undoRows } from './undo-rows.ts'

type WorkingState = (typeof workingStates)[number]

const steps: Record<WorkingState, (ctx: TenantContext, found: Import) => Promise<void>> = {
  reading: readFile,
  checking: checkRows,
  importing: importRows,
  undoing: undoRows,
}

/** So long, or so many steps, until others have their turn. */
const AT_ONCE_MS = seconds(20)
const MOST_STEPS = 200

/**
 * Brings an import on by itself until somebody is needed, or it is time for something else: then it is asked for again.
 * May be run by several at once, and die anywhere: each step is one batch that says where the next one begins.
 *
 * @throws DatabaseError: it is tried again.
 */
export async function workOnImport(ctx: TenantContext, importId: string): Promise<void> {
  const endsAt = ctx.now() + AT_ONCE_MS
  for (let step = 0; step < MOST_STEPS && ctx.now() < endsAt; step += 1) {
    if (!(await takeStep(ctx, importId))) return
  }
  await ctx.startWork({ kind: 'import', id: importId })
}

/** Takes the next step, if there is one. That somebody else was faster is a step as well. */
export async function takeStep(ctx: TenantContext, importId: string): Promise<boolean> {
  const found = await findOne(ctx, importId)
  if (!found || !isWorking(found.state)) return false
  try {
    // One of the working states, as was asked.
    await steps[found.state as WorkingState](ctx, found)
  } catch (error) {
    if (!isRefused(error)) throw error
  }
  return true
}

async function findOne(ctx: TenantContext, importId: string): Promise<Import | null> {
  try {
    return await findImport(ctx, importId)
  } catch (error) {
    if (isAppError(error, 'not_found')) return null
    throw error
  }
}

/** Has imports that stand still taken up again, as their worker died or was never told. A task of `run-due-tasks.ts`. */
export async function resumeImports(ctx: TenantContext): Promise<number | null> {
  const { all, still } = await readUnderWay(ctx)
  for (const { id } of still) await ctx.startWork({ kind: 'import', id })
  return all.length > 0 ? ctx.now() + RESUME_AFTER_MS : null
}

/** Now (ms) when one stands still, later when one is under way, else null. @throws DatabaseError */
export async function nextResumption(ctx: TenantContext): Promise<number | null> {
  const { all, still } = await readUnderWay(ctx)
  if (still.length > 0) return ctx.now()
  return all.length > 0 ? ctx.now() + RESUME_AFTER_MS : null
}

async function readUnderWay({ db: { orm, read }, now }: TenantContext) {
  const isUnderWay = inArray(imports.state, [...workingStates])
  const [all, still] = await read([
    orm.select({ id: imports.id }).from(imports).where(isUnderWay),
    orm
      .select({ id: imports.id })
      .from(imports)
      .where(and(isUnderWay, lt(imports.workedAt, now() - RESUME_AFTER_MS + seconds(5)))),
  ])
  return { all, still }
}
