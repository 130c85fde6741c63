import type { TenantContext } from '../context.ts'
import type { Catalogue, Service } from '../studio/get-catalogue.ts'
import type { Offer } from './offer.ts'
import { readSessionOffer } from './read-session-offer.ts'
import { readTimeOffers } from './read-time-offers.ts'

/** What a series is wished for, and when it is looked for. */
export type OfferWish = {
  service: Service
  /** Ids or slugs. */
  trainerId?: string | null | undefined
  locationId?: string | null | undefined
  durationMinutes?: number | null | undefined
  startsAt: number
  /** How many people come. */
  heads: number
  /** What is kept for them already, and so is free for them. */
  holdId: string | null
  clientGroupId: string | null
  /** Staff may give away the places that are not sold online, and pass those who wait. */
  isStaff: boolean
  /** Everything between these instants (ms) is read. */
  from: number
  to: number
}

/**
 * Everything that the dates of a series depend on, read once for all of them, as something to ask about each.
 *
 * @throws AppError `not_found`, `invalid_input`; DatabaseError.
 */
export async function readOffers(
  ctx: TenantContext,
  catalogue: Catalogue,
  wish: OfferWish,
): Promise<Offer[]> {
  return wish.service.kind === 'class'
    ? [await readSessionOffer(ctx, catalogue, wish)]
    : readTimeOffers(ctx, catalogue, wish)
}
