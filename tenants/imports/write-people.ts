import { sql } from 'drizzle-orm'
import type { Statement } from '../access/access-context.ts'
import { insistOn } from '../access/insist-on.ts'
import type { TenantContext } from '../context.ts'
import type { ChangedField } from './judge-row.ts'

/** Somebody new, as a row says. */
export type NewPerson = {
  id: string
  firstName: string
  lastName: string
  email: string | null
  phone: string | null
  bornOn: string | null
  locale: string
  createdAt: number
}
/** What becomes different about a client who is as they were seen. */
export type ChangedPerson = { id: string; edition: number; fields: Partial<Record<ChangedField, string>> }
/** What is known of either besides. */
export type Additions = {
  clientId: string
  tags: { id: string; key: string; name: string }[]
  own: { fieldId: string; value: string }[]
  notes: { id: string; text: string }[]
  news: { id: string; text: string } | null
}

export type People = {
  importId: string
  author: string
  created: readonly NewPerson[]
  changed: readonly ChangedPerson[]
  additions: readonly Additions[]
}

/**
 * Statements that write all of them, for a batch that fails as a whole (`isRefused`) when somebody has come by one of the
 * addresses since, or a client is not as they were seen any more. Each is one statement for all people.
 */
export function writePeople(ctx: TenantContext, people: People): Statement[] {
  return [...insistOnPicture(ctx, people), ...writeClients(ctx, people), ...writeAdditions(ctx, people)]
}

function insistOnPicture({ db }: TenantContext, { created, changed }: People): Statement[] {
  const emails = [...created.map(({ email }) => email), ...changed.map(({ fields }) => fields.email)]
  const taken = JSON.stringify(emails.filter((email) => typeof email === 'string'))
  const seen = JSON.stringify(changed.map(({ id, edition }) => ({ id, edition })))
  return [
    insistOn(
      db,
      sql`NOT EXISTS (SELECT 1 FROM clients WHERE email IN (SELECT value FROM json_each(${taken})))`,
    ),
    insistOn(
      db,
      sql`${changed.length} = (SELECT count(*) FROM json_each(${seen}) AS j JOIN clients ON clients.id = j.value ->> '$.id'
        AND clients.edition = j.value ->> '$.edition' AND clients.erased_at IS NULL)`,
    ),
  ]
}

const COLUMNS: Record<ChangedField, string> = {
  firstName: 'first_name',
  lastName: 'last_name',
  email: 'email',
  phone: 'phone',
  bornOn: 'born_on',
  locale: 'locale',
}

function writeClients({ db: { orm } }: TenantContext, { importId, created, changed }: People): Statement[] {
  const renewed = changed.filter(({ fields }) => Object.keys(fields).length > 0)
  const sets = Object.entries(COLUMNS).map(([field, column]) => {
    const name = sql.identifier(column)
    return sql`${name} = coalesce(j.value ->> ${`$.fields.${field}`}, clients.${name})`
  })
  return [
    orm.run(sql`INSERT INTO clients (id, first_name, last_name, email, phone, born_on, locale, created_at, import_id)
      SELECT value ->> '$.id', value ->> '$.firstName', value ->> '$.lastName', value ->> '$.email', value ->> '$.phone',
        value ->> '$.bornOn', value ->> '$.locale', value ->> '$.createdAt', ${importId}
      FROM json_each(${JSON.stringify(created)})`),
    orm.run(sql`UPDATE clients SET ${sql.join(sets, sql`, `)} FROM json_each(${JSON.stringify(renewed)}) AS j
      WHERE clients.id = j.value ->> '$.id'`),
  ]
}

function writeAdditions({ db: { orm }, now }: TenantContext, { author, additions }: People): Statement[] {
  const tags = additions.flatMap(({ clientId, tags }) => tags.map((tag) => ({ clientId, ...tag })))
  const own = additions.flatMap(({ clientId, own }) => own.map((value) => ({ clientId, ...value })))
  const notes = additions.flatMap(({ clientId, notes }) => notes.map((note) => ({ clientId, ...note })))
  const news = additions.flatMap(({ clientId, news }) => (news ? [{ clientId, ...news }] : []))
  const from = (rows: readonly object[]) => sql`FROM json_each(${JSON.stringify(rows)}) AS j`
  const at = now()
  return [
    ...unlessNone(tags, [
      orm.run(sql`INSERT INTO tags (id, name, name_key, created_at)
        SELECT j.value ->> '$.id', j.value ->> '$.name', j.value ->> '$.key', ${at} ${from(tags)} WHERE true
        ON CONFLICT (name_key) DO NOTHING`),
      orm.run(sql`INSERT INTO client_tags (client_id, tag_id)
        SELECT j.value ->> '$.clientId', tags.id ${from(tags)} JOIN tags ON tags.name_key = j.value ->> '$.key' WHERE true
        ON CONFLICT DO NOTHING`),
    ]),
    ...unlessNone(own, [
      orm.run(sql`INSERT INTO client_field_values (client_id, field_id, value)
        SELECT j.value ->> '$.clientId', j.value ->> '$.fieldId', j.value ->> '$.value' ${from(own)} WHERE true
        ON CONFLICT (client_id, field_id) DO UPDATE SET value = excluded.value`),
    ]),
    ...unlessNone(notes, [
      // What is there in the same words is not said twice.
      orm.run(sql`INSERT INTO client_notes (id, client_id, author, text, created_at)
        SELECT j.value ->> '$.id', j.value ->> '$.clientId', ${author}, j.value ->> '$.text', ${at} ${from(notes)}
        WHERE NOT EXISTS (SELECT 1 FROM client_notes WHERE client_id = j.value ->> '$.clientId'
          AND text = j.value ->> '$.text' AND deleted_at IS NULL)`),
    ]),
    ...unlessNone(news, [
      orm.run(sql`INSERT INTO consents (id, client_id, kind, is_given, text, version, at, source, actor)
        SELECT j.value ->> '$.id', j.value ->> '$.clientId', 'news', 1, j.value ->> '$.text', 'import', ${at}, 'import',
          ${author} ${from(news)}`),
      orm.run(sql`INSERT INTO notification_choices (client_id, kind, channel, is_wanted, updated_at)
        SELECT j.value ->> '$.clientId', 'news', 'email', 1, ${at} ${from(news)} WHERE true ON CONFLICT DO NOTHING`),
    ]),
  ]
}

const unlessNone = (rows: readonly object[], statements: Statement[]): Statement[] =>
  rows.length === 0 ? [] : statements
