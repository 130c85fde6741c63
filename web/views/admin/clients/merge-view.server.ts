import { requireStaff } from '../../../../tenants/access/require-staff.ts'
import { listCustomFields } from '../../../../tenants/clients/custom-fields/list-custom-fields.ts'
import { getClientRecord, type ClientRecord } from '../../../../tenants/clients/get-client-record.ts'
import { listClientGroups } from '../../../../tenants/clients/list-client-groups.ts'
import { listClients } from '../../../../tenants/clients/list-clients.ts'
import { mergeClients } from '../../../../tenants/clients/merge/merge-clients.ts'
import {
  isBoundTo,
  mergeFields,
  sideOf,
  type MergeField,
  type MergeSide,
} from '../../../../tenants/clients/merge/merge-fields.ts'
import { suggestMerges } from '../../../../tenants/clients/merge/suggest-merges.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import type { FormAnswer } from '../../../lib/form-answer.server.ts'
import { withQuery } from '../../../lib/portal-paths.ts'
import { readForm, type SentForm } from '../../../lib/read-form.server.ts'
import { languageNames } from '../../../lib/shell.server.ts'
import { nameOf } from '../clients-view.server.ts'
import { mend } from '../mend.server.ts'
import { titleOf } from '../page-title.server.ts'
import { donePath } from '../toast.server.ts'
import { clientPath, clientsPath } from './client-paths.server.ts'

export const mergePath = `${clientsPath}/merge`
const MOST_SUGGESTED = 100
const MOST_FOUND = 10

/** Who may be here twice; with one client given, who may be the same; with two, both side by side. */
export async function mergePage(desk: Desk) {
  const { ctx, url, words } = desk
  requireStaff(ctx, 'clients:change')
  const [keepId, goneId] = ['keep', 'gone'].map((name) => url.searchParams.get(name) ?? '')
  const { errors: _errors, ...labels } = words('clientPages').merge
  const keep = keepId ? await getClientRecord(ctx, { clientId: keepId }) : null
  const gone = keep && goneId && goneId !== keepId ? await getClientRecord(ctx, { clientId: goneId }) : null
  return {
    pageTitle: titleOf(desk, labels.title),
    back: keep
      ? { href: clientPath(keep.client.id), label: nameOf(desk, keep.client).name }
      : { href: clientsPath, label: words('admin').clients.title },
    ...(keep && gone
      ? { two: await twoOf(desk, { keep, gone }), suggested: null }
      : { two: null, suggested: await suggestedOf(desk, keep) }),
    words: { ...labels, cancel: words('admin').desk.cancel },
  }
}

async function suggestedOf(desk: Desk, keep: ClientRecord | null) {
  const { ctx, url, words } = desk
  const { reasons } = words('clientPages').merge
  const clientId = keep?.client.id ?? null
  const search = (url.searchParams.get('q') ?? '').trim().slice(0, 100)
  const [pairs, found] = await Promise.all([
    suggestMerges(ctx, { clientId, limit: MOST_SUGGESTED }),
    clientId && search ? listClients(ctx, { search, limit: MOST_FOUND }) : null,
  ])
  return {
    keepId: clientId ?? '',
    search,
    lines: [
      ...(found?.clients ?? [])
        .filter(({ id }) => id !== clientId)
        .map((client) => {
          const { name } = nameOf(desk, client)
          const why = [client.email, client.phone].filter(Boolean).join(' · ')
          return { id: client.id, name, why, href: hrefOf(clientId ?? '', client.id) }
        }),
      ...pairs.map(({ keepId, goneId, keepName, goneName, reason }) => ({
        id: `${keepId}-${goneId}`,
        name: clientId ? goneName : `${keepName} – ${goneName}`,
        why: reasons[reason],
        href: hrefOf(keepId, goneId),
      })),
    ],
  }
}

const hrefOf = (keep: string, gone: string) => withQuery(mergePath, { keep, gone })

type Pair = { keep: ClientRecord; gone: ClientRecord }

/** Both side by side: what differs is chosen. */
async function twoOf(desk: Desk, pair: Pair) {
  const { day, words } = desk
  const { keep, gone } = pair
  const labels = words('clientPages').merge
  const sides = [keep.client, gone.client] as const
  return {
    keepId: keep.client.id,
    goneId: gone.client.id,
    editions: { keep: keep.client.edition, gone: gone.client.edition },
    people: sides.map((client, index) => ({
      id: client.id,
      role: index === 0 ? labels.keeps : labels.goes,
      name: nameOf(desk, client).name,
      href: clientPath(client.id),
      facts: [
        { label: labels.bookings, text: String(client.bookings) },
        { label: labels.since, text: day(client.createdAt) },
      ],
    })),
    swapHref: hrefOf(gone.client.id, keep.client.id),
    /** Whichever is kept of the rest. */
    loginAddress: sides.find(isBoundTo)?.email ?? '',
    choices: [...(await choicesOf(desk, pair)), ...(await ownChoicesOf(desk, pair))],
  }
}

type MergeChoice = {
  name: string
  label: string
  side: MergeSide
  values: Record<MergeSide, string>
}

/** What both have, and have otherwise. */
async function choicesOf(desk: Desk, { keep, gone }: Pair): Promise<MergeChoice[]> {
  const { ctx, text, words } = desk
  const { edit, levels } = words('deskClients')
  const pair = { keep: keep.client, gone: gone.client }
  const groups = pair.keep.clientGroupId || pair.gone.clientGroupId ? await listClientGroups(ctx) : []
  const spoken: Partial<Record<MergeField, (value: string) => string>> = {
    locale: (value) => Object.entries(languageNames).find(([locale]) => locale === value)?.[1] ?? value,
    fitnessLevel: (value) => Object.entries(levels).find(([level]) => level === value)?.[1] ?? value,
    clientGroupId: (value) => {
      const group = groups.find(({ id }) => id === value)
      return group ? text(group.name) : value
    },
  }
  const isBound = isBoundTo(pair.keep) || isBoundTo(pair.gone)
  return mergeFields
    .filter((field) => field !== 'timeZone' && !(field === 'email' && isBound))
    .flatMap((field) => {
      const say = (value: string | null) => (value ? (spoken[field]?.(value) ?? value) : '')
      const label = field === 'timeZone' ? '' : edit.fields[field].label
      return choiceOf({
        name: field,
        label,
        side: sideOf(field, pair),
        values: { keep: say(pair.keep[field]), gone: say(pair.gone[field]) },
      })
    })
}

async function ownChoicesOf({ ctx, text }: Desk, { keep, gone }: Pair): Promise<MergeChoice[]> {
  const own = await listCustomFields(ctx)
  return own.flatMap(({ id, label }) =>
    choiceOf({
      name: `fields.${id}`,
      label: text(label),
      side: 'keep',
      values: { keep: keep.fields[id] ?? '', gone: gone.fields[id] ?? '' },
    }),
  )
}

/** There is nothing to choose where both say the same, or one says nothing. */
const choiceOf = (choice: MergeChoice): MergeChoice[] =>
  choice.values.keep && choice.values.gone && choice.values.keep !== choice.values.gone ? [choice] : []

export async function mergeAnswer(desk: Desk): Promise<FormAnswer> {
  const { ctx, request, words } = desk
  requireStaff(ctx, 'clients:change')
  const form = await readForm(request)
  const [keepId, goneId] = [form.text('keepId'), form.text('goneId')]
  const own = await listCustomFields(ctx)
  return mend<FormAnswer>(desk, { errors: words('clientPages').merge.errors }, async () => {
    await mergeClients(ctx, {
      keepId,
      goneId,
      fields: Object.fromEntries(mergeFields.map((field) => [field, readSide(form, field)])),
      customFields: Object.fromEntries(
        own.map(({ id }) => [id, readSide(form, `fields.${id}`) ?? ('keep' as const)]),
      ),
      editions: readEditions(form),
    })
    return { location: donePath(clientPath(keepId), 'clientsMerged') }
  })
}

function readSide(form: SentForm, name: string): MergeSide | undefined {
  const side = form.text(name)
  return side === 'keep' || side === 'gone' ? side : undefined
}

function readEditions(form: SentForm) {
  const [keep, gone] = [Number(form.text('keepEdition')), Number(form.text('goneEdition'))]
  return keep && gone && Number.isInteger(keep) && Number.isInteger(gone) ? { keep, gone } : null
}
