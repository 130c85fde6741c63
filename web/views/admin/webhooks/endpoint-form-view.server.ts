import { requireFresh } from '../../../../tenants/access/require-fresh.ts'
import { requireStaff } from '../../../../tenants/access/require-staff.ts'
import { changeEndpoint } from '../../../../tenants/webhooks/change-endpoint.ts'
import { createEndpoint } from '../../../../tenants/webhooks/create-endpoint.ts'
import type { EndpointInput } from '../../../../tenants/webhooks/endpoint-input.ts'
import { getEndpoint } from '../../../../tenants/webhooks/list-endpoints.ts'
import { EVERY_EVENT, webhookEventTypes } from '../../../../tenants/webhooks/webhook-event-types.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import type { FormAnswer, RefusedForm } from '../../../lib/form-answer.server.ts'
import { readForm } from '../../../lib/read-form.server.ts'
import { mendEdited } from '../edited.server.ts'
import {
  errorsOf,
  fieldViews,
  labelsOf,
  readFields,
  showOf,
  valuesOf,
  type FieldSpec,
} from '../form-spec.server.ts'
import { languagesOf, seenIn, typedIn } from '../form-values.server.ts'
import { mend } from '../mend.server.ts'
import { titleOf } from '../page-title.server.ts'
import { seenText } from '../seen-form.server.ts'
import { donePath } from '../toast.server.ts'
import { webhooksPath } from './endpoints-view.server.ts'

function specsOf({ words }: Desk): FieldSpec[] {
  const { types } = words('webhooks')
  const options = [EVERY_EVENT, ...webhookEventTypes].map((value) => ({ value, label: types[value] }))
  return [
    { name: 'url', kind: 'text', isRequired: true, maxLength: 2_000 },
    { name: 'description', kind: 'text', maxLength: 120 },
    { name: 'events', kind: 'checks', options },
  ]
}

const read = ({ ctx, params }: Desk) => getEndpoint(ctx, { endpointId: params['endpoint'] ?? '' })

/** The form of an address, new or there already. */
export async function endpointFormPage(desk: Desk) {
  const { ctx, params, words } = desk
  requireStaff(ctx, 'settings:change')
  requireFresh(ctx)
  const isNew = params['endpoint'] === undefined
  const labels = words('webhooks')
  const endpoint = isNew ? undefined : await read(desk)
  const specs = specsOf(desk)
  const values = valuesOf(desk, specs, endpoint ?? {})
  const title = isNew ? labels.newTitle : labels.changeTitle
  return {
    pageTitle: titleOf(desk, title),
    title,
    isNew,
    back: endpoint
      ? { href: `${webhooksPath}/${endpoint.id}`, label: endpoint.url }
      : { href: webhooksPath, label: labels.title },
    edition: endpoint ? seenText(endpoint.edition, values) : '',
    fields: fieldViews(desk, specs, labels.fields),
    languages: languagesOf(desk),
    values,
    words: { ...labels, units: words('admin').forms.units, save: words('admin').desk.save },
  }
}

export type EndpointFormPage = Awaited<ReturnType<typeof endpointFormPage>>

/** A secret that was made: shown this once. */
export type MadeSecret = { secret: string; url: string; href: string }

export async function newEndpointAnswer(desk: Desk): Promise<MadeSecret | RefusedForm> {
  const { ctx, request, words } = desk
  const form = await readForm(request)
  const specs = specsOf(desk)
  const values = typedIn(form, valuesOf(desk, specs, {}))
  return mend(
    desk,
    { errors: errorsOf(desk, specs, words('webhooks').errors), values },
    async (): Promise<MadeSecret> => {
      const { endpoint, secret } = await createEndpoint(ctx, toInput(desk, values))
      return { secret, url: endpoint.url, href: `${webhooksPath}/${endpoint.id}` }
    },
  )
}

export async function endpointFormAnswer(desk: Desk): Promise<FormAnswer> {
  const { ctx, request, words } = desk
  const form = await readForm(request)
  const labels = words('webhooks')
  const before = await read(desk)
  const specs = specsOf(desk)
  const values = typedIn(form, valuesOf(desk, specs, before))
  const seen = seenIn(form)
  return mendEdited(
    desk,
    {
      errors: errorsOf(desk, specs, labels.errors),
      values,
      seen,
      subjectId: before.id,
      readCurrent: async () => {
        const now = await read(desk)
        return { edition: now.edition, values: valuesOf(desk, specs, now) }
      },
      labels: labelsOf(desk, specs, labels.fields),
      show: showOf(desk, specs),
    },
    async () => {
      await changeEndpoint(ctx, { endpointId: before.id, ...toInput(desk, values), edition: seen.edition })
      return { location: donePath(`${webhooksPath}/${before.id}`, 'saved') }
    },
  )
}

// Of another sort than the verb takes, it says so.
const toInput = (desk: Desk, values: Record<string, string>) =>
  readFields(desk, specsOf(desk), values) as EndpointInput
