import { html } from 'hono/html'
import type { AppError } from '../../tenants/errors.ts'
import { cloneTenant } from '../../tenants/operators/clone-tenant.ts'
import { deleteTenant, GRACE_DAYS } from '../../tenants/operators/delete-tenant.ts'
import { getDeletionReceipt } from '../../tenants/operators/get-deletion-receipt.ts'
import type { TenantEntry } from '../../tenants/operators/list-tenants.ts'
import { moveTenant } from '../../tenants/operators/move-tenant.ts'
import { renameTenant } from '../../tenants/operators/rename-tenant.ts'
import { resumeTenant } from '../../tenants/operators/resume-tenant.ts'
import { suspendTenant } from '../../tenants/operators/suspend-tenant.ts'
import type { Markup } from '../pages/neutral-page.ts'
import type { Typed } from './console-form.ts'
import { choice, confirmField, facts } from './console-parts.ts'
import { field, instant } from './console-page.ts'
import type { Deed, TenantSection } from './tenant-section.ts'

type Form = { tenant: TenantEntry; failure?: AppError; typed: Typed; isOpen: Markup | '' }

/** Closing a studio, opening it, its name, and its end. */
export const tenantLifecycle: TenantSection = {
  id: 'lifecycle',
  title: 'Open and closed',
  async show(c, { tenant, failure, typed, refreshIn }) {
    const asked = c.req.path.split('/').at(-1)
    const { places } = c.var.platform.fleet.databaseHost
    const formOf = (deed: string): Form =>
      failure && asked === deed
        ? { tenant, failure, typed, isOpen: html`open` }
        : { tenant, typed: () => '', isOpen: '' }
    if (tenant.status === 'deleted') {
      const receipt = await getDeletionReceipt(c.var.platform, { tenant: tenant.id })
      return facts({
        Receipt: html`<code>${receipt.id}</code>, ${receipt.isIntact ? 'as it was written' : 'changed since'}`,
        Deleted: instant(receipt.createdAt),
        'SHA-256': html`<code>${receipt.sha256}</code>`,
        'What was deleted': html`<pre>${JSON.stringify(receipt.body, null, 2)}</pre>`,
      })
    }
    if (tenant.status === 'provisioning') return null
    if (tenant.status === 'moving') {
      refreshIn(5)
      return html`<p>Its database is on the way: nothing can be changed.</p>`
    }
    return html`${stateOf(tenant)}${tenant.status === 'active' ? '' : resumeForm(tenant)}${renameForm(formOf('rename'))}
    ${
      tenant.status === 'deleting'
        ? ''
        : html`${tenant.copyOf === null ? cloneForm(formOf('clone')) : ''}${moveForm(formOf('move'), places)}
          ${suspendForm(formOf('suspend'))}${deleteForm(formOf('delete'))}`
    }`
  },
  deeds: {
    suspend: (async (c, { tenant, typed }) => {
      const wish = { confirm: typed('confirm'), reason: typed('reason') }
      const remindsSuspended = typed('reminds') === 'yes'
      await suspendTenant(c.var.platform, { ...wish, tenant: tenant.id, remindsSuspended })
    }) satisfies Deed,
    resume: (async (c, { tenant }) => {
      await resumeTenant(c.var.platform, { tenant: tenant.id })
    }) satisfies Deed,
    rename: (async (c, { tenant, typed }) => {
      const [name, slug, confirm] = [typed('name'), typed('slug'), typed('confirm')]
      await renameTenant(c.var.platform, { tenant: tenant.id, name, slug, confirm })
    }) satisfies Deed,
    clone: (async (c, { tenant, typed }) => {
      const wish = { tenant: tenant.id, slug: typed('copySlug'), name: typed('copyName') }
      const { tenantId } = await cloneTenant(c.var.platform, wish)
      return `/operator/tenants/${tenantId}`
    }) satisfies Deed,
    move: (async (c, { tenant, typed }) => {
      const [confirm, place] = [typed('confirm'), typed('place')]
      await moveTenant(c.var.platform, { tenant: tenant.id, confirm, place })
    }) satisfies Deed,
    delete: (async (c, { tenant, typed }) => {
      const days = typed('graceDays').trim()
      const graceDays = days === '' ? undefined : Number(days)
      const wish = { confirm: typed('confirm'), reason: typed('reason'), graceDays }
      await deleteTenant(c.var.platform, { ...wish, tenant: tenant.id })
    }) satisfies Deed,
  },
}

function stateOf({ status, deleteAt }: TenantEntry) {
  if (status === 'active') return html`<p>It is open.</p>`
  if (status !== 'deleting') return html`<p>It is closed: its hosts answer 410, and everything is kept.</p>`
  return html`<p class="alert">It is closed, and deleted for good on ${instant(deleteAt ?? 0)}.</p>`
}

function resumeForm({ id }: TenantEntry) {
  return html`<form method="post" action="/operator/tenants/${id}/lifecycle/resume">
    <button>Open it again</button>
  </form>`
}

function renameForm({ tenant, failure, typed, isOpen }: Form) {
  return html`<details ${isOpen}>
    <summary>Another name or address</summary>
    <form class="stack" method="post" action="/operator/tenants/${tenant.id}/lifecycle/rename">
      ${field({
        name: 'name',
        label: 'Name',
        hint: 'What operators and authenticator apps call it. Its site and its messages keep the name that its own staff give it under Settings.',
        autocomplete: 'off',
        value: typed('name') || tenant.name,
        failure,
      })}
      ${field({
        name: 'slug',
        label: 'Slug',
        hint: 'The address it has now leads to the new one, and stays its own. Type the old one below.',
        autocomplete: 'off',
        value: typed('slug') || tenant.slug,
        failure,
      })}
      ${confirmField(tenant.slug, failure, 'rename')}
      <button>Rename it</button>
    </form>
  </details>`
}

function cloneForm({ tenant, failure, typed, isOpen }: Form) {
  const slugError = failure?.details.errors?.find(({ path }) => path === 'slug')?.message
  return html`<details ${isOpen}>
    <summary>A training copy of it</summary>
    <form class="stack" method="post" action="/operator/tenants/${tenant.id}/lifecycle/clone">
      <p class="quiet">
        The same services, hours and bookings, by clients who are nobody. Nothing is ever sent from it; staff
        sign in with the password they have.
      </p>
      ${slugError ? html`<p class="wrong">${slugError}</p>` : ''}
      ${field({ name: 'copySlug', label: 'Slug of the copy', autocomplete: 'off', value: typed('copySlug') })}
      ${field({
        name: 'copyName',
        label: 'Its name',
        autocomplete: 'off',
        value: typed('copyName') || `${tenant.name} (training)`,
        failure,
      })}
      <button>Copy it</button>
    </form>
  </details>`
}

function moveForm({ tenant, failure, typed, isOpen }: Form, places: readonly string[]) {
  const placeError = failure?.details.errors?.find(({ path }) => path === 'place')?.message
  const options = [
    ['', 'Where databases are made now'],
    ...places.map((place) => [place, place] as const),
  ] as const
  return html`<details ${isOpen}>
    <summary>Move it to another database</summary>
    <form class="stack" method="post" action="/operator/tenants/${tenant.id}/lifecycle/move">
      <p class="quiet">
        A fresh one. Until all of it has arrived the studio answers 503; the database it leaves is kept for a
        week.
      </p>
      ${placeError ? html`<p class="wrong">${placeError}</p>` : ''}
      ${places.length > 1 ? choice({ name: 'place', label: 'Place', options, value: typed('place') }) : ''}
      ${confirmField(tenant.slug, failure, 'move')}
      <button>Move it</button>
    </form>
  </details>`
}

function suspendForm({ tenant, failure, typed, isOpen }: Form) {
  return html`<details ${isOpen}>
    <summary>${tenant.status === 'suspended' ? 'Another reason' : 'Suspend it'}</summary>
    <form class="stack" method="post" action="/operator/tenants/${tenant.id}/lifecycle/suspend">
      <p class="quiet">
        Within a minute nobody gets in any more. Its owners are told where they get their data.
      </p>
      ${field({
        name: 'reason',
        label: 'Reason',
        hint: 'For operators alone.',
        autocomplete: 'off',
        value: typed('reason'),
        failure,
      })}
      <p class="field">
        <label
          ><input type="checkbox" name="reminds" value="yes" checked /> Bookings that stand are still reminded
          of</label
        >
      </p>
      ${confirmField(tenant.slug, failure, 'suspend')}
      <button>Suspend it</button>
    </form>
  </details>`
}

function deleteForm({ tenant, failure, typed, isOpen }: Form) {
  return html`<details ${isOpen}>
    <summary>Delete it</summary>
    <form class="stack" method="post" action="/operator/tenants/${tenant.id}/lifecycle/delete">
      <p class="quiet">It is closed at once. When the days are over everything in it is deleted for good.</p>
      ${field({
        name: 'reason',
        id: 'delete-reason',
        label: 'Why it is deleted',
        autocomplete: 'off',
        value: typed('reason'),
        failure,
      })}
      ${field({
        name: 'graceDays',
        type: 'number',
        label: 'Days until then',
        hint: '0 to 90.',
        autocomplete: 'off',
        value: typed('graceDays') || String(GRACE_DAYS),
        failure,
      })}
      ${confirmField(tenant.slug, failure, 'delete')}
      <button>Delete it</button>
    </form>
  </details>`
}
