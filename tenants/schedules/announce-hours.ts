import type { TenantContext } from '../context.ts'
import type { References } from '../studio/read-references.ts'

/** Has the calendars look again that show a trainer's hours; without one, everybody's. */
export async function announceHours(
  { calendar }: TenantContext,
  { trainerIds }: Pick<References, 'trainerIds'>,
  trainerId: string | null,
): Promise<void> {
  await calendar.announce(trainerId === null ? trainerIds : [trainerId])
}
