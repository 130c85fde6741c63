import { requirePerson } from '../middleware/require-person.ts'
import { problems } from './responses.ts'

/** For a route: what every route has that is about the person who asks, by their own token. */
export const forPerson = { security: [{ personToken: [] }], middleware: requirePerson }

/** For a route's description: the problems of every such route that reads, and of one that writes. */
export const personReadProblems = problems('unauthorized', 'unavailable')
export const personWriteProblems = {
  ...problems('bad_request', 'unauthorized', 'unsupported_media_type', 'invalid_input', 'unavailable'),
  ...problems('outcome_unknown'),
}
