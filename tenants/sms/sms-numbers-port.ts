/** Whose number is whose, and how much a number gets from all studios together: the registry. */
export type SmsNumbersPort = {
  /** A machine of developers, from which nothing is sent: no network asks who sends. */
  isLocal: boolean
  /** Counts one text message to that number (E.164) today; false: it has had enough, from whichever studios. */
  claim: (phone: string) => Promise<boolean>
  /** Makes a sender this studio's, which hears what is written to it from now on; false: another studio has it. */
  hold: (sender: string) => Promise<boolean>
  /** Nobody's again; what is another's stays so. */
  release: (sender: string) => Promise<void>
}
