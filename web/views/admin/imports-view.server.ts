import { AppError, isAppError } from '../../../tenants/errors.ts'
import { listImports } from '../../../tenants/imports/list-imports.ts'
import type { Desk } from '../../lib/desk.server.ts'
import { withQuery } from '../../lib/portal-paths.ts'
import { titleOf } from './page-title.server.ts'

const PAGE_SIZE = 30

/** Where a file is sent, and what was imported before. */
export async function importsPage(desk: Desk) {
  const { url, words, when, say, format } = desk
  const said = words('imports')
  const after = url.searchParams.get('after')
  const { imports, hasMore } = await readPage(desk, after)
  const why = url.searchParams.get('refused')
  const count = new Intl.NumberFormat(format.tag)
  return {
    pageTitle: titleOf(desk, said.title),
    refused: Object.entries(said.upload.refused).find(([code]) => code === why)?.[1] ?? null,
    imports: imports.map(({ id, fileName, state, rows, createdAt }) => ({
      id,
      href: `/admin/imports/${id}`,
      fileName,
      rows: rows > 0 ? say('say.importRows', { count: rows, formatted: count.format(rows) }) : '',
      state: said.states[state],
      isWaiting: state === 'mapping' || state === 'ready',
      at: when(createdAt),
    })),
    links: [
      after ? { href: '/admin/imports', label: words('admin').desk.first } : null,
      hasMore
        ? {
            href: withQuery('/admin/imports', { after: imports.at(-1)?.id }),
            label: words('admin').desk.next,
          }
        : null,
    ],
    words: said,
  }
}

/** One page of them; from the start when the address goes on from one that is not there. */
async function readPage({ ctx }: Desk, after: string | null) {
  try {
    return await listImports(ctx, { limit: PAGE_SIZE, after })
  } catch (error) {
    if (!(error instanceof AppError) || !after || !isAppError(error, 'not_found')) throw error
    return listImports(ctx, { limit: PAGE_SIZE })
  }
}
