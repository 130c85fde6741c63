import type { PersonView } from '../../views/admin/roster-view.server.ts'
import { useDeeds } from './deeds.tsx'

const isHere = (status: string): boolean => status === 'checked_in' || status === 'completed'

/** How many of these people are there: by the page, and with what was tapped since. */
export function useHere(people: readonly Pick<PersonView, 'id' | 'status'>[]): {
  before: number
  now: number
} {
  const deeds = useDeeds()
  return {
    before: people.filter(({ status }) => isHere(status)).length,
    now: people.filter(({ id, status }) => isHere(deeds?.of(id)?.status || status)).length,
  }
}
