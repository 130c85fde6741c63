import { builtInSegments, type BuiltInSegment } from '../../../tenants/clients/segments/built-in-segments.ts'
import type { ClientFilter } from '../../../tenants/clients/segments/client-filter.ts'
import { listSegments, type Segment } from '../../../tenants/clients/segments/list-segments.ts'
import { listClientGroups, type ClientGroup } from '../../../tenants/clients/list-client-groups.ts'
import {
  clientSorts,
  listClients,
  MOST_COUNTED,
  type ClientList,
  type ListedClient,
} from '../../../tenants/clients/list-clients.ts'
import { listTags, type Tag } from '../../../tenants/clients/tags/list-tags.ts'
import { isAppError } from '../../../tenants/errors.ts'
import type { ListFilter } from '../../components/admin/filter-bar.tsx'
import type { Desk } from '../../lib/desk.server.ts'
import { withQuery } from '../../lib/portal-paths.ts'
import { initialsOf } from '../../lib/initials.ts'
import { titleOf } from './page-title.server.ts'
import { clientPath, clientsPath, owedText } from './clients/client-paths.server.ts'
import { exportListPath } from './clients/export-list-view.server.ts'

const PAGE_SIZE = 50
const LONGEST_SEARCH = 100

/** The studio's clients, for a trainer their own: what the address asks for, in its order. */
export async function clientsPage(desk: Desk) {
  const { url, mayAny, say, words } = desk
  const said = words('admin')
  const { list, segments: segmentWords } = words('deskClients')
  const known = await readKnown(desk)
  const asked = readAsked(desk, known)
  const { clients, hasMore, count } = await readClients(desk, asked)
  const tagNames = new Map(known.tags.map(({ id, name }) => [id, name]))
  const after = url.searchParams.get('after')
  const { q, segment, ...others } = asked.query
  const isNarrowed = Boolean(q || segment || others.tag || others.group || others.state)
  const builtIn = builtInSegments.find((one) => one === segment)
  return {
    pageTitle: titleOf(desk, said.clients.title),
    search: q,
    sort: others.sort,
    filters: filtersOf(desk, known, asked.query),
    clear: isNarrowed ? { href: withQuery(clientsPath, { sort: others.sort }), label: list.clear } : null,
    isNarrowed,
    /** What the chosen segment means. */
    meaning: builtIn ? segmentWords[builtIn].text : '',
    found:
      count > MOST_COUNTED
        ? say('say.clientsMoreThan', { number: String(MOST_COUNTED) })
        : say('say.clientCount', { count }),
    clients: clients.map((client) => toRow(desk, client, tagNames)),
    links: [
      after ? { href: withQuery(clientsPath, asked.query), label: said.desk.first } : null,
      hasMore
        ? {
            href: withQuery(clientsPath, { ...asked.query, after: clients.at(-1)?.id }),
            label: said.desk.next,
          }
        : null,
    ],
    actions: {
      make: mayAny('clients:change') ? `${clientsPath}/new` : null,
      exportList: mayAny('data:view') ? exportListPath : null,
    },
    places: [
      { href: `${clientsPath}/segments`, label: list.segments },
      { href: `${clientsPath}/tags`, label: list.tags },
      { href: `${clientsPath}/fields`, label: list.fields },
      ...(mayAny('clients:view') ? [{ href: `${clientsPath}/groups`, label: list.groups }] : []),
      ...(mayAny('clients:change') ? [{ href: `${clientsPath}/merge`, label: list.duplicates }] : []),
      ...(mayAny('clients:change') && mayAny('data:view')
        ? [{ href: '/admin/imports', label: words('imports').title }]
        : []),
    ],
    saveSegment: mayAny('clients:change') && isNarrowed && !asked.isOwnSegment && !q,
    words: { ...list, ...said.clients, noneFit: list.none, noneFitHint: list.noneHint },
  }
}

type Known = { tags: Tag[]; segments: Segment[]; groups: ClientGroup[] }

export async function readKnown({ ctx, mayAny }: Desk): Promise<Known> {
  const [tags, segments, groups] = await Promise.all([
    listTags(ctx),
    listSegments(ctx),
    mayAny('clients:view') ? listClientGroups(ctx) : [],
  ])
  return { tags, segments, groups }
}

type Query = Record<'q' | 'segment' | 'tag' | 'group' | 'state' | 'sort', string>
type Asked = { query: Query; filter: ClientFilter; isOwnSegment: boolean }

/** What the address asks for, as far as it can be asked for: nonsense is left out. */
export function readAsked({ url, mayAny }: Desk, { tags, segments, groups }: Known): Asked {
  const read = (name: string) => (url.searchParams.get(name) ?? '').trim().slice(0, LONGEST_SEARCH)
  const oneOf = (name: string, values: readonly string[]) =>
    values.find((value) => value === read(name)) ?? ''
  const own = segments.find(({ id }) => id === read('segment'))
  const builtIn = offeredSegments(mayAny('money:view')).find((one) => one === read('segment'))
  const query: Query = {
    q: read('q'),
    segment: own?.id ?? builtIn ?? '',
    tag: oneOf(
      'tag',
      tags.map(({ id }) => id),
    ),
    group: oneOf(
      'group',
      groups.map(({ id }) => id),
    ),
    state: oneOf('state', ['blocked', 'allowed']),
    sort: oneOf(
      'sort',
      clientSorts.filter((sort) => sort !== 'name'),
    ),
  }
  const typed: ClientFilter = {
    ...(builtIn ? { segment: builtIn } : {}),
    ...(query.tag ? { tagId: query.tag } : {}),
    ...(query.group ? { clientGroupId: query.group } : {}),
    ...(query.state ? { isBlocked: query.state === 'blocked' } : {}),
  }
  return { query, filter: { ...own?.filter, ...typed }, isOwnSegment: own !== undefined }
}

/** Who owes what is for those who see the studio's money. */
const offeredSegments = (seesMoney: boolean): BuiltInSegment[] =>
  builtInSegments.filter((segment) => segment !== 'owes' || seesMoney)

function filtersOf(desk: Desk, { tags, segments, groups }: Known, query: Query): ListFilter[] {
  const { list, segments: segmentWords } = desk.words('deskClients')
  const { sort, ...sorts } = { sort: list.sort, ...list.sorts }
  const builtIn = offeredSegments(desk.mayAny('money:view')).map((value) => {
    return { value, label: segmentWords[value].name }
  })
  const own = segments.map(({ id, name }) => ({ value: id, label: name }))
  const all: ListFilter[] = [
    select('segment', list.segment, [...builtIn, ...own]),
    select(
      'tag',
      list.tag,
      tags.map(({ id, name }) => ({ value: id, label: name })),
    ),
    select(
      'group',
      list.group,
      groups.map(({ id, name }) => ({ value: id, label: desk.text(name) })),
    ),
    select('state', list.state, [
      { value: 'blocked', label: list.blocked },
      { value: 'allowed', label: list.allowed },
    ]),
    {
      ...select(
        'sort',
        sort,
        Object.entries(sorts).map(([value, label]) => ({ value, label })),
      ),
      empty: list.byName,
    },
  ]
  return all.filter((filter) => filter.kind !== 'select' || filter.options.length > 0)

  function select(name: keyof Query, label: string, options: { value: string; label: string }[]) {
    return { kind: 'select' as const, name, label, value: query[name], options, empty: list.any }
  }
}

function toRow(desk: Desk, client: ListedClient, tagNames: ReadonlyMap<string, string>) {
  const { id, email, phone, erasedAt, blockedAt, tagIds, bookings, lastStartsAt, owed } = client
  return {
    id,
    href: clientPath(id),
    ...nameOf(desk, client),
    under: erasedAt === null ? (email ?? '') : '',
    phone: phone ?? '',
    mark: blockedAt === null ? '' : desk.words('deskClients').list.blocked,
    tags: tagIds.flatMap((tagId) => tagNames.get(tagId) ?? []),
    visits: bookings === 0 ? '' : String(bookings),
    lastVisit: lastStartsAt === null ? '' : desk.day(lastStartsAt),
    owes: owedText(desk, owed),
  }
}

/** One page of them; from the start when the address goes on from somebody who is not there. */
async function readClients({ ctx, url }: Desk, { query, filter }: Asked): Promise<ClientList> {
  const sort = clientSorts.find((one) => one === query.sort) ?? 'name'
  const asked = { ...filter, search: query.q, sort, limit: PAGE_SIZE }
  const after = url.searchParams.get('after')
  try {
    return await listClients(ctx, { ...asked, after })
  } catch (error) {
    if (after && isAppError(error, 'invalid_input')) return listClients(ctx, asked)
    throw error
  }
}

type Named = {
  firstName: string
  lastName: string
  erasedAt: number | null
  email?: string | null
  phone?: string | null
}

/** What a client is called: by their name, or by what else is known. Who was forgotten has no name. */
export function nameOf({ words }: Desk, { firstName, lastName, erasedAt, email, phone }: Named) {
  const known = `${firstName} ${lastName}`.trim() || email || phone || ''
  const name = erasedAt === null ? known : words('admin').clients.erasedName
  return { name, initials: erasedAt === null ? initialsOf(name) : '–' }
}
