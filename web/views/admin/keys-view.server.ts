import { requireFresh } from '../../../tenants/access/require-fresh.ts'
import { requireStaff } from '../../../tenants/access/require-staff.ts'
import { AppError } from '../../../tenants/errors.ts'
import type { ApiKeyView } from '../../../tenants/staff/api-key-view.ts'
import { createApiKey } from '../../../tenants/staff/create-api-key.ts'
import { listApiKeys } from '../../../tenants/staff/list-api-keys.ts'
import { revokeApiKey } from '../../../tenants/staff/revoke-api-key.ts'
import { areas, toGrants, type Area, type Grants } from '../../../tenants/access/grants.ts'
import type { Desk } from '../../lib/desk.server.ts'
import type { FormAnswer, RefusedForm } from '../../lib/form-answer.server.ts'
import { readForm } from '../../lib/read-form.server.ts'
import { mend } from './mend.server.ts'
import { titleOf } from './page-title.server.ts'
import { areaFields, chosen, grantErrors, readGrants } from './roles-view.server.ts'
import { donePath } from './toast.server.ts'

/** The studio's keys: what each may do, when it was last used and when it ends. */
export async function keysPage(desk: Desk) {
  const { ctx, words, mayAny } = desk
  const labels = words('admin').keys
  const all = await listApiKeys(ctx)
  return {
    pageTitle: titleOf(desk, labels.title),
    keys: all.map((key) => keyRow(desk, key)),
    mayChange: mayAny('staff:change'),
    words: labels,
  }
}

function keyRow(desk: Desk, key: ApiKeyView) {
  const { ctx, day, when, words } = desk
  const labels = words('admin').keys
  const { id, name, hint, grants, createdByName, expiresAt, lastUsedAt } = key
  return {
    id,
    name,
    hint: hint && `${hint}…`,
    may: keyLines(desk, grants),
    madeBy: createdByName ?? '',
    lastUsed: lastUsedAt === null ? labels.never : when(lastUsedAt),
    ends: expiresAt === null ? labels.endless : day(expiresAt),
    isOver: expiresAt !== null && expiresAt <= ctx.now(),
    revokeHref: `/admin/keys/${id}/revoke`,
  }
}

/** What a key may change, and what it may only look at, area by area. */
function keyLines({ say, words }: Desk, grants: Grants): string[] {
  const { roles } = words('admin')
  const namesOf = (isOf: (area: Area) => boolean) =>
    areas
      .filter(isOf)
      .map((area) => roles.areas[area])
      .join(', ')
  const changes = namesOf((area) => grants[area].change !== 'none')
  const sees = namesOf((area) => grants[area].change === 'none' && grants[area].view !== 'none')
  return [
    changes && say('say.reachOf', { area: roles.change, right: changes }),
    sees && say('say.reachOf', { area: roles.view, right: sees }),
  ].filter(Boolean)
}

const lifetimes = ['30', '90', '365', 'never'] as const

/** The form for a new key. */
export async function newKeyPage(desk: Desk) {
  const { ctx, words } = desk
  requireStaff(ctx, 'staff:change')
  requireFresh(ctx)
  const { keys, roles } = words('admin')
  return {
    pageTitle: titleOf(desk, keys.makeTitle),
    areas: areaFields(desk, toGrants({})),
    // A program is nobody: nothing is its own.
    reaches: (['none', 'any'] as const).map((reach) => ({ value: reach, label: roles.reach[reach] })),
    lifetimes: lifetimes.map((value) => ({ value, label: keys.days[value] })),
    words: { ...keys, view: roles.view, change: roles.change },
  }
}

/** A key that was made: shown this once. */
export type MadeKey = { name: string; key: string }

export async function newKeyAnswer(desk: Desk): Promise<MadeKey | RefusedForm> {
  const { ctx, request, words } = desk
  const form = await readForm(request)
  const [name, lifetime] = [form.text('name'), form.text('expiresInDays')]
  const said = words('admin')
  const errors = { ...said.team.errors, ...said.keys.errors, ...grantErrors(said.keys.errors.grants) }
  const values = { name, expiresInDays: lifetime, ...chosen(form) }
  return mend(desk, { errors, values }, async (): Promise<MadeKey> => {
    const grants = readGrants(form)
    refuseNothing(grants)
    const expiresInDays = lifetime === 'never' ? 'never' : Number(lifetime)
    const { key } = await createApiKey(ctx, { name, grants, expiresInDays })
    return { name, key }
  })
}

/** Who sends the form as it comes has forgotten something. */
function refuseNothing(grants: Grants): void {
  if (areas.some((area) => grants[area].view !== 'none')) return
  const errors = [{ path: 'grants', code: 'required', message: 'Choose at least one thing it may do.' }]
  throw new AppError('invalid_input', 'This key could do nothing.', { errors })
}

/** Asks whether a key shall open nothing any more. */
export async function revokeKeyPage(desk: Desk) {
  const { ctx, params, words } = desk
  requireStaff(ctx, 'staff:change')
  requireFresh(ctx)
  const key = (await listApiKeys(ctx)).find(({ id }) => id === params['key'])
  if (!key) throw new AppError('not_found', 'There is no such key.')
  const labels = words('admin').keys
  return {
    pageTitle: titleOf(desk, labels.revokeTitle),
    key: keyRow(desk, key),
    words: { ...labels, cancel: words('admin').desk.cancel },
  }
}

export async function revokeKeyAnswer({ ctx, params }: Desk): Promise<FormAnswer> {
  await revokeApiKey(ctx, { keyId: params['key'] ?? '' })
  return { location: donePath('/admin/keys', 'keyRevoked') }
}
