import type { CountedImport } from '../../../tenants/imports/get-import.ts'
import { verdicts } from '../../../tenants/imports/import-words.ts'
import { listImportRows, type ImportedRowView } from '../../../tenants/imports/list-import-rows.ts'
import type { Desk } from '../../lib/desk.server.ts'
import { withQuery } from '../../lib/portal-paths.ts'

const PAGE_SIZE = 50
const NAMES = ['first_name', 'last_name', 'full_name']
const ADDRESSES = ['email', 'phone']

/** Why a row comes to nothing, or somebody stays, in one line. */
export function reasonLine(
  { words, say }: Desk,
  errors: readonly { column: string; code: string }[],
): string {
  const why: Record<string, string> = words('imports').why
  return errors
    .map(({ column, code }) => {
      const reason = why[code] ?? words('imports').why.invalid
      return column ? say('say.importReason', { column, why: reason }) : reason
    })
    .join('; ')
}

/** What the rows come to, or have come to: counts, and a page of them. */
export async function rowsView(desk: Desk, found: CountedImport) {
  const { url, words, format } = desk
  const said = words('imports').preview
  const path = `/admin/imports/${found.id}`
  const verdict = verdicts.find((one) => one === url.searchParams.get('verdict'))
  const after = Number(url.searchParams.get('after')) || 0
  const page = await listImportRows(desk.ctx, {
    importId: found.id,
    limit: PAGE_SIZE,
    after: Number.isSafeInteger(after) && after > 0 ? after : 0,
    verdicts: verdict ? [verdict] : undefined,
  })
  const count = new Intl.NumberFormat(format.tag)
  const toHref = (one: string | undefined, from?: number) =>
    withQuery(path, { verdict: one, after: from === undefined ? undefined : String(from) })
  return {
    counts: [
      { key: 'all', label: said.allRows, count: count.format(found.rows), href: path, isOn: !verdict },
      ...verdicts.map((key) => ({
        key,
        label: said.verdicts[key],
        count: count.format(found.counts[key]),
        href: toHref(key),
        isOn: key === verdict,
      })),
    ],
    rows: page.rows.map((row) => rowView(desk, found, row)),
    links: [
      after > 0 ? { href: toHref(verdict), label: words('admin').desk.first } : null,
      page.hasMore ? { href: toHref(verdict, page.rows.at(-1)?.row), label: words('admin').desk.next } : null,
    ],
    refusedHref: found.counts.refuse > 0 ? `${path}/refused.csv` : null,
    isEmpty: found.counts.create + found.counts.update === 0,
  }
}

function rowView(desk: Desk, { state, mapping }: CountedImport, row: ImportedRowView) {
  const { preview } = desk.words('imports')
  const { verdict, errors, cells } = row
  const isOver = state !== 'ready'
  const stays = state === 'undone' && row.undoneAt === null && (verdict === 'create' || verdict === 'update')
  const badge = row.undoneAt !== null ? preview.undone : stays ? preview.stays : null
  const read = (meanings: readonly string[]) =>
    mapping.flatMap((meaning, index) =>
      meaning !== null && meanings.includes(meaning) && cells[index]?.trim()
        ? [cells[index].trim().slice(0, 80)]
        : [],
    )
  const who = [read(NAMES).join(' '), ...read(ADDRESSES)].filter(Boolean)
  return {
    row: row.row,
    who: who.join(' · ') || '–',
    verdict: verdict ?? 'skip',
    outcome: badge ?? (isOver ? preview.did : preview.will)[verdict ?? 'skip'],
    why: reasonLine(desk, errors),
    clientHref:
      row.clientId !== null && !(verdict === 'create' && !isOver) ? `/admin/clients/${row.clientId}` : null,
  }
}
