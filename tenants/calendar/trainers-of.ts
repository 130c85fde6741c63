type Given = { trainerId: string; secondTrainerId?: string | null }

/** Whose calendars these are in, for `ctx.calendar.announce`. */
export const trainersOf = (rows: readonly Given[]): string[] => [
  ...new Set(rows.flatMap(({ trainerId, secondTrainerId }) => [trainerId, secondTrainerId ?? trainerId])),
]
