import type { LocalizedText } from '../../db/tenant/schema/index.ts'
import type { Catalogue } from '../studio/get-catalogue.ts'
import { localize } from '../studio/localize.ts'
import type { FoundClash } from './find-clash.ts'

/** What is in the way of a session, as a sentence for staff that names whose time or which room it is. */
export function describeClash({ reason, subjectId }: FoundClash, catalogue: Catalogue): string {
  const { studio, trainers, locations, resources } = catalogue
  const nameOf = (things: readonly { id: string; name: LocalizedText }[]) => {
    const found = things.find(({ id }) => id === subjectId)
    return found && localize(found.name, 'en', studio.defaultLocale)
  }
  const trainer = nameOf(trainers)
  if (reason === 'resource_taken') return `${nameOf(resources) ?? 'What it needs'} is taken then.`
  if (reason === 'busy') return `${trainer ?? 'The trainer'} has something else then.`
  if (reason === 'time_off') return `${trainer ?? 'The trainer'} is away then.`
  return trainer ? `${trainer} does not work then.` : `${nameOf(locations) ?? 'The place'} is closed then.`
}
