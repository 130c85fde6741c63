import { isAppError } from '../../../tenants/errors.ts'
import { listClients } from '../../../tenants/clients/list-clients.ts'
import type { Desk } from '../../lib/desk.server.ts'
import { initialsOf } from '../../lib/initials.ts'
import { withQuery } from '../../lib/portal-paths.ts'
import { titleOf } from './page-title.server.ts'

const PAGE_SIZE = 50
const LONGEST_SEARCH = 100

/** The studio's clients by name, for a trainer their own; `q` is a part of a name, an address or a number. */
export async function clientsPage(desk: Desk) {
  const { url, words } = desk
  const said = words('admin')
  const search = (url.searchParams.get('q') ?? '').trim().slice(0, LONGEST_SEARCH)
  const after = url.searchParams.get('after')
  const { clients, hasMore } = await readClients(desk, { search, after })
  return {
    pageTitle: titleOf(desk, said.clients.title),
    search,
    clients: clients.map(({ id, email, phone, createdAt, erasedAt, ...person }) => ({
      id,
      href: `/admin/clients/${id}`,
      ...nameOf(desk, { ...person, erasedAt }),
      email: erasedAt === null ? (email ?? '') : '',
      phone: phone ?? '',
      since: desk.day(createdAt),
    })),
    links: [
      after ? { href: withQuery('/admin/clients', { q: search }), label: said.desk.first } : null,
      hasMore
        ? {
            href: withQuery('/admin/clients', { q: search, after: clients.at(-1)?.id }),
            label: said.desk.next,
          }
        : null,
    ],
    words: said.clients,
  }
}

/** One page of them; from the start when the address goes on from somebody who is not there. */
async function readClients({ ctx }: Desk, { search, after }: { search: string; after: string | null }) {
  const query = { search, limit: PAGE_SIZE }
  try {
    return await listClients(ctx, { ...query, after })
  } catch (error) {
    if (after && isAppError(error, 'invalid_input')) return listClients(ctx, query)
    throw error
  }
}

type Named = { firstName: string; lastName: string; erasedAt: number | null }

/** What a client is called. Who was forgotten has no name. */
export function nameOf({ words }: Desk, { firstName, lastName, erasedAt }: Named) {
  const name = erasedAt === null ? `${firstName} ${lastName}`.trim() : words('admin').clients.erasedName
  return { name, initials: erasedAt === null ? initialsOf(name) : '–' }
}
