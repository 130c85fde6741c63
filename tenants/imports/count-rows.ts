import { count, eq } from 'drizzle-orm'
import { importRows, type importVerdicts } from '../../db/tenant/schema/imports.ts'
import type { TenantContext } from '../context.ts'

export type Verdict = (typeof importVerdicts)[number]
export type Counts = Record<Verdict, number>

/** For a batch that reads: how many rows come to what. */
export function selectCounts({ orm }: TenantContext['db'], importId: string) {
  return orm
    .select({ verdict: importRows.verdict, rows: count() })
    .from(importRows)
    .where(eq(importRows.importId, importId))
    .groupBy(importRows.verdict)
}

export function toCounts(rows: readonly { verdict: Verdict | null; rows: number }[]): Counts {
  const of = (verdict: Verdict) => rows.find((row) => row.verdict === verdict)?.rows ?? 0
  return { create: of('create'), update: of('update'), skip: of('skip'), refuse: of('refuse') }
}
