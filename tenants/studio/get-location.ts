import { AppError } from '../errors.ts'
import type { Catalogue, Location } from './get-catalogue.ts'

/** The place with this id, or the studio's main one. Throws AppError `not_found`. */
export function getLocation({ locations }: Catalogue, id?: string): Location {
  const location = id === undefined ? locations[0] : locations.find((place) => place.id === id)
  if (!location) throw new AppError('not_found', 'There is no such place.')
  return location
}
