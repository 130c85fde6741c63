import { z } from 'zod'
import { isDatabaseError } from '../../../db/database-error.ts'
import { AppError } from '../../errors.ts'
import { line } from '../../input-parts.ts'

export const tagInput = z.object({ name: line(60) })

/** One of each, however it is typed. */
export const tagKey = (name: string): string => name.toLowerCase()

/** What becomes of a batch that wrote a name which there is already. */
export function explainTaken(cause: unknown): unknown {
  if (!isDatabaseError(cause, 'constraint')) return cause
  return new AppError('conflict', 'There is a tag with this name.', { reason: 'name_taken' })
}
