import type { Service } from '../studio/get-catalogue.ts'

/** What so many minutes with this trainer cost, in minor units: another length than the usual costs in proportion. */
export function priceOfTime(
  service: Service,
  { trainerId, durationMinutes }: { trainerId: string; durationMinutes: number },
): number {
  const terms = service.trainerTerms[trainerId] ?? service
  return Math.round((terms.priceMinor * durationMinutes) / terms.durationMinutes)
}
