import { asc, eq, sql } from 'drizzle-orm'
import { clients, importRows, imports } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../../tenants/context.ts'
import { confirmImport } from '../../tenants/imports/confirm-import.ts'
import { mapImport, type MapInput } from '../../tenants/imports/map-import.ts'
import { startImport } from '../../tenants/imports/start-import.ts'
import { takeStep } from '../../tenants/imports/work-on-import.ts'
import { makeTenant, type TestTenant } from './make-tenant.ts'
import { staffActor } from './staff-actor.ts'

export type Importer = TestTenant & { staff: TenantContext }

/** A studio, and whoever may do everything in it. */
export async function makeImporter(): Promise<Importer> {
  const tenant = await makeTenant()
  return { ...tenant, staff: tenant.makeContext({ actor: staffActor }) }
}

/** Sends a file; nothing of it is read yet. */
export async function sendFile(ctx: TenantContext, content: string | Uint8Array): Promise<string> {
  const body = typeof content === 'string' ? new TextEncoder().encode(content) : content
  return (await startImport(ctx, { fileName: 'clients.csv', body, bytes: body.length })).id
}

/** Does all that goes on by itself. */
export async function workOff({ ctx }: Pick<TestTenant, 'ctx'>, importId: string): Promise<void> {
  while (await takeStep(ctx, importId));
}

/** Sends a file and reads it: what the columns are is guessed. */
export async function readIn(importer: Importer, content: string | Uint8Array) {
  const importId = await sendFile(importer.staff, content)
  await workOff(importer, importId)
  return readImport(importer, importId)
}

/** Sends a file and says of each row what is to become of it. */
export async function checkIn(
  importer: Importer,
  content: string | Uint8Array,
  said: Partial<MapInput> = {},
) {
  const { id } = await readIn(importer, content)
  await mapImport(importer.staff, { importId: id, ...said })
  await workOff(importer, id)
  return readImport(importer, id)
}

/** The same to the end. */
export async function bringIn(
  importer: Importer,
  content: string | Uint8Array,
  said: Partial<MapInput> = {},
) {
  const { id } = await checkIn(importer, content, said)
  await confirmImport(importer.staff, { importId: id })
  await workOff(importer, id)
  return readImport(importer, id)
}

/** An import with its rows: what they come to and why. */
export async function readImport({ ctx: { db } }: Pick<TestTenant, 'ctx'>, importId: string) {
  const [[found], rows] = await db.read([
    db.orm.select().from(imports).where(eq(imports.id, importId)),
    db.orm.select().from(importRows).where(eq(importRows.importId, importId)).orderBy(asc(importRows.row)),
  ])
  if (!found) throw new Error(`${importId} is no import`)
  return {
    ...found,
    lines: rows,
    verdicts: rows.map(({ verdict }) => verdict),
    errors: rows.map(({ errors }) =>
      errors.map(({ column, code }) => (column ? `${column}: ${code}` : code)).join(),
    ),
  }
}

/** The clients of a studio by their names, as far as imports write them. */
export async function readClients({ ctx: { db } }: Pick<TestTenant, 'ctx'>) {
  const [found] = await db.read([
    db.orm
      .select({
        id: clients.id,
        firstName: clients.firstName,
        lastName: clients.lastName,
        email: clients.email,
        phone: clients.phone,
        bornOn: clients.bornOn,
        locale: clients.locale,
        createdAt: clients.createdAt,
        importId: clients.importId,
        tags: sql<string>`(SELECT group_concat(name, ',') FROM (SELECT tags.name FROM client_tags
          JOIN tags ON tags.id = client_tags.tag_id WHERE client_tags.client_id = clients.id ORDER BY tags.name))`,
        notes: sql<string>`(SELECT group_concat(text, '|') FROM client_notes WHERE client_id = clients.id)`,
        consents: sql<string>`(SELECT group_concat(kind || ' ' || is_given || ' ' || source || ' ' || text)
          FROM consents WHERE client_id = clients.id)`,
        own: sql<string>`(SELECT group_concat(value) FROM client_field_values WHERE client_id = clients.id)`,
      })
      .from(clients)
      .orderBy(asc(clients.firstName), asc(clients.lastName), asc(clients.id)),
  ])
  return found
}
