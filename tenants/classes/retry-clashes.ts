import { isChangedMeanwhile, isClash, orConflict } from './write-sessions.ts'

const ATTEMPTS = 3

/**
 * Reads, plans and writes; when somebody took a trainer or a room, or changed what was read, between the two, does it again
 * by what is there now.
 *
 * @throws AppError `conflict` or `changed_meanwhile` when that happens again and again, and what `work` throws.
 */
export async function retryClashes<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; attempt < ATTEMPTS; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (!isClash(error) && !isChangedMeanwhile(error)) throw error
    }
  }
  return orConflict(work())
}
