import { requireStaff } from '../access/require-staff.ts'
import { readClient, type KnownClient } from '../bookings/read-client.ts'
import type { TenantContext } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import { planSeries, type SeriesPreview } from './plan-series.ts'
import { previewSeriesInput, type PreviewSeriesInput } from './series-input.ts'

const STRANGER: KnownClient = { id: null, clientGroupId: null, isNew: true }

/**
 * Every date of a series that somebody thinks of booking: whether it can be had, why not, and up to three other times; with
 * choices and a policy, what they would make of it. Nothing is kept. The same input with the preview's `version` and a
 * client books exactly this (`bookSeries`). What a client has booked elsewhere is counted for staff only, or anybody
 * could ask when somebody is out.
 *
 * @throws AppError `invalid_input`, `not_found`; `unauthorized` for `clientEmail` without a staff key; DatabaseError.
 */
export async function previewSeries(ctx: TenantContext, raw: PreviewSeriesInput): Promise<SeriesPreview> {
  const { clientEmail = null, hold, ...wish } = parseInput(previewSeriesInput, raw)
  if (clientEmail !== null) requireStaff(ctx, 'bookings:change')
  const [catalogue, client] = await Promise.all([
    getCatalogue(ctx),
    clientEmail === null ? STRANGER : readClient(ctx, clientEmail),
  ])
  const { preview } = await planSeries(ctx, catalogue, {
    wish,
    client,
    clientEmail,
    dependentId: null,
    holdId: hold?.id ?? null,
    isStaff: ctx.actor.kind === 'staff',
  })
  return preview
}
