import { and, asc, eq, lte } from 'drizzle-orm'
import { customFields, importRows, type LocalizedText } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { requireImporter, type Import } from './find-import.ts'
import { recognizeVendor } from './guess-mapping.ts'
import type { Vendor } from './known-headings.ts'
import { nameOfColumn } from './read-row.ts'

const SAMPLE_ROWS = 20
const SAMPLES = 3
const LONGEST_SAMPLE = 60

export type ImportSheet = {
  /** The system that most likely wrote it. */
  vendor: Vendor | null
  columns: { name: string; samples: string[] }[]
  ownFields: { id: string; label: LocalizedText }[]
}

/**
 * What is in the columns of a file, to be looked at: their headings and what stands in the first rows.
 *
 * @throws AppError `unauthorized`, `forbidden`; DatabaseError.
 */
export async function getImportSheet(ctx: TenantContext, found: Import): Promise<ImportSheet> {
  requireImporter(ctx)
  const { orm, read } = ctx.db
  const [rows, ownFields] = await read([
    orm
      .select({ cells: importRows.cells })
      .from(importRows)
      .where(and(eq(importRows.importId, found.id), lte(importRows.row, SAMPLE_ROWS)))
      .orderBy(asc(importRows.row)),
    orm
      .select({ id: customFields.id, label: customFields.label })
      .from(customFields)
      .where(eq(customFields.status, 'active'))
      .orderBy(asc(customFields.position)),
  ])
  const columns = found.columns.map((_, index) => {
    const cells = rows.map(({ cells }) => cells[index]?.trim().slice(0, LONGEST_SAMPLE) ?? '')
    return {
      name: nameOfColumn(found.columns, index),
      samples: [...new Set(cells.filter(Boolean))].slice(0, SAMPLES),
    }
  })
  return { vendor: recognizeVendor(found.columns), columns, ownFields }
}
