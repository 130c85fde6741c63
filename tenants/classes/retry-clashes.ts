import { isClash, orConflict } from './write-sessions.ts'

const ATTEMPTS = 3

/**
 * Plans and writes; when somebody took a trainer or a room between the two, plans again by what is there now.
 *
 * @throws AppError `conflict` when that happens again and again, and what `work` throws.
 */
export async function retryClashes<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; attempt < ATTEMPTS; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (!isClash(error)) throw error
    }
  }
  return orConflict(work())
}
