import { setTimeout as wait } from 'node:timers/promises'
import { hours } from '../../tenants/durations.ts'
import type { Answer } from './ask.ts'
import { bookByApi, type Wish as TimeWish } from './book-by-api.ts'
import { findOverlaps } from './find-overlaps.ts'
import type { RushStudio } from './rush-studio.ts'

type Wish = TimeWish & { key: string; trainer: number }
/** What a client was told in the end; `unknown` is a cut socket, a time-out or any 5xx. */
type Told = { wish: Wish; outcome: 'booked' | 'refused' | 'unknown'; id?: string; code?: string }

export type Load = {
  /** Goes on until stopped; resolves with what everybody was told. */
  stop: () => Promise<Told[]>
}

const CLIENTS = 16
/** Nobody who has just been cut off tries again within this. */
const BREATH_MS = 50

/** Clients who never stop booking: each wishes for a random time of a random trainer, and then for the next. */
export function startLoad(url: string, studio: RushStudio, days: number): Load {
  const told: Told[] = []
  let isOver = false
  let made = 0
  const one = async () => {
    while (!isOver) {
      const wish = {
        key: `load-${++made}`,
        trainer: made % studio.trainerIds.length,
        startsAt:
          (studio.starts[Math.floor(Math.random() * studio.starts.length)] ?? 0) +
          hours(24 * Math.floor(Math.random() * days)),
      }
      const answer = await tell(url, studio, wish)
      told.push(answer)
      if (answer.outcome === 'unknown') await wait(BREATH_MS)
    }
  }
  const clients = Array.from({ length: CLIENTS }, one)
  return {
    async stop() {
      isOver = true
      await Promise.all(clients)
      return told
    },
  }
}

async function tell(url: string, studio: RushStudio, wish: Wish): Promise<Told> {
  const answer = await bookByApi(url, studio, wish).catch(() => undefined)
  if (!answer || answer.status >= 500) return { wish, outcome: 'unknown', ...codeOf(answer) }
  const { id, code } = answer.json() as { id?: string; code?: string }
  return answer.status === 201 && id !== undefined
    ? { wish, outcome: 'booked', id }
    : { wish, outcome: 'refused', ...(code === undefined ? {} : { code }) }
}

function codeOf(answer: Answer | undefined): { code?: string } {
  if (!answer?.headers['content-type']?.includes('problem+json')) return {}
  return { code: (answer.json() as { code: string }).code }
}

/** Sends every request whose outcome is unknown again, with the same key, until each is settled. */
export async function settle(url: string, studio: RushStudio, told: Told[]): Promise<Told[]> {
  return Promise.all(
    told.map(async (one) => {
      let now = one
      for (let tries = 0; now.outcome === 'unknown' && tries < 20; tries++) {
        now = await tell(url, studio, one.wish)
        if (now.outcome === 'unknown') await wait(2 * BREATH_MS)
      }
      return now
    }),
  )
}

/** What must hold whatever happened, each an empty list. */
export async function sweep(studio: RushStudio, told: Told[]) {
  const rows = await studio.readBookings()
  const ids = new Set(rows.map(({ id }) => id))
  const acknowledged = told.flatMap(({ id }) => (id === undefined ? [] : [id]))
  const isTaken = ({ trainer, startsAt }: Wish) =>
    rows.some((row) => row.trainerId === studio.trainerIds[trainer] && row.startsAt === startsAt)
  return {
    overlaps: findOverlaps(rows),
    lost: acknowledged.filter((id) => !ids.has(id)),
    /** In the database, though nobody was told so. */
    unexpected: [...ids].filter((id) => !acknowledged.includes(id)),
    unsettled: told.filter(({ outcome }) => outcome === 'unknown'),
    unjustified: told.filter(({ outcome, wish }) => outcome === 'refused' && !isTaken(wish)),
    repeated: acknowledged.length - new Set(acknowledged).size,
  }
}

export const nothingWrong = {
  overlaps: [],
  lost: [],
  unexpected: [],
  unsettled: [],
  unjustified: [],
  repeated: 0,
}
