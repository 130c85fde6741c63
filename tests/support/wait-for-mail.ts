import { expect } from 'vitest'
import { readMailbox, type ReceivedMail } from './read-mailbox.ts'

/** The mails to an address, oldest first, as soon as there are so many. */
export async function waitForMail(url: string, to: string, count: number): Promise<ReceivedMail[]> {
  await expect
    .poll(async () => (await readMailbox(url, to)).length, { timeout: 15_000, interval: 100 })
    .toBe(count)
  return (await readMailbox(url, to)).toReversed()
}
