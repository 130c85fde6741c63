import { findReach, requireReach } from '../access/require-staff.ts'
import { findContact } from '../bookings/find-contact.ts'
import { readClient, type KnownClient } from '../bookings/read-client.ts'
import { requireOwnPlace } from '../bookings/require-own-place.ts'
import { isOwnAddress } from '../clients/own-clients.ts'
import type { TenantContext } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import { planSeries, type SeriesPreview } from './plan-series.ts'
import { previewSeriesInput, type PreviewSeriesInput } from './series-input.ts'

const STRANGER: KnownClient = {
  id: null,
  key: '',
  clientGroupId: null,
  isNew: true,
  isBlocked: false,
  blockReason: null,
}

/**
 * Every date of a series that somebody thinks of booking: whether it can be had, why not, and up to three other times; with
 * choices and a policy, what they would make of it. Nothing is kept. The same input with the preview's `version` and a
 * client books exactly this (`bookSeries`). What a client has booked elsewhere is counted for staff only, or anybody
 * could ask when somebody is out; for a trainer, of their own clients only.
 *
 * @throws AppError `invalid_input`, `not_found`; `unauthorized` for `clientId` and `clientEmail` without being staff; `forbidden` for
 * staff who may not book, or not with that trainer; DatabaseError.
 */
export async function previewSeries(ctx: TenantContext, raw: PreviewSeriesInput): Promise<SeriesPreview> {
  const { clientEmail: email = null, clientId, hold, ...asked } = parseInput(previewSeriesInput, raw)
  if (email !== null || clientId) requireReach(ctx, 'bookings:change')
  const staff = findReach(ctx, 'bookings:change')
  const onlyTrainerId = staff?.onlyTrainerId ?? null
  const wish = { ...asked, trainerId: asked.trainerId ?? onlyTrainerId }
  if (onlyTrainerId !== null) await requireOwnPlace(ctx, { trainerId: wish.trainerId })
  if (clientId) await findContact(ctx, { clientId }, onlyTrainerId)
  const isKnown =
    email !== null && (onlyTrainerId === null || (await isOwnAddress(ctx, email, onlyTrainerId)))
  const asking = clientId || (isKnown ? email : null)
  const [catalogue, client] = await Promise.all([
    getCatalogue(ctx),
    asking === null ? STRANGER : readClient(ctx, asking),
  ])
  const { preview } = await planSeries(ctx, catalogue, {
    wish,
    client,
    clientKey: asking === null ? null : client.key,
    dependentId: null,
    holdId: hold?.id ?? null,
    isStaff: staff !== null,
  })
  return preview
}
