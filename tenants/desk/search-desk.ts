import { z } from 'zod'
import type { ClientRow } from '../../db/tenant/schema/index.ts'
import { reachOf, type Right } from '../access/grants.ts'
import { requireAnyStaff } from '../access/require-staff.ts'
import type { BookingView } from '../bookings/booking-view.ts'
import { listBookings } from '../bookings/list-bookings.ts'
import { fold } from '../clients/client-words.ts'
import { listClients } from '../clients/list-clients.ts'
import type { TenantContext } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import { getCatalogue, type Service, type Trainer } from '../studio/get-catalogue.ts'

const searchInput = z.object({
  /** What somebody typed: beginnings of words, a number, or a booking's id. */
  text: z.string().trim().max(100),
})

/** So many of each kind: whoever looks for more goes on in the list. */
const MOST = 6

export type FoundInDesk = {
  clients: ClientRow[]
  /** From now on the next ones; by its id any. */
  bookings: BookingView[]
  services: Service[]
  trainers: Trainer[]
}

/**
 * What there is by a name, a number or an id, all over the studio: of each kind a few, and only what whoever asks may look
 * at; a trainer their own. Three round trips at most, side by side.
 *
 * @throws AppError `unauthorized`, `forbidden` for who is no staff, `invalid_input`; DatabaseError.
 */
export async function searchDesk(ctx: TenantContext, raw: z.input<typeof searchInput>): Promise<FoundInDesk> {
  requireAnyStaff(ctx)
  const { text } = parseInput(searchInput, raw)
  const found: FoundInDesk = { clients: [], bookings: [], services: [], trainers: [] }
  if (text === '') return found
  const isReference = text.toLowerCase().startsWith('bkg_')
  const [{ clients }, { bookings }, { services, trainers }] = await Promise.all([
    mayLook(ctx, 'clients:view') && !isReference
      ? listClients(ctx, { search: text, limit: MOST })
      : { clients: [] },
    mayLook(ctx, 'bookings:view')
      ? listBookings(ctx, { search: text, limit: MOST, ...(isReference ? {} : { from: ctx.now() }) })
      : { bookings: [] },
    getCatalogue(ctx),
  ])
  return { clients, bookings, services: named(services, text), trainers: named(trainers, text) }
}

/** Who may look at their own finds their own; who is nobody's trainer has none. */
function mayLook({ actor }: TenantContext, right: Right): boolean {
  if (actor.kind !== 'staff') return true
  const reach = reachOf(actor.grants, right)
  return reach === 'any' || (reach === 'own' && actor.trainerId !== null)
}

/** Those with a name, in any language, in which each word begins like one of a name. */
function named<Thing extends Pick<Service, 'name'>>(things: readonly Thing[], text: string): Thing[] {
  const typed = fold(text).split(/\s+/)
  const isNamed = ({ name }: Thing) =>
    Object.values(name).some((one) => {
      const words = fold(one).split(/[^\p{L}\p{N}]+/u)
      return typed.every((word) => words.some((own) => own.startsWith(word)))
    })
  return things.filter(isNamed).slice(0, MOST)
}
