import { ask } from './ask.ts'

export type ReceivedMail = {
  id: string
  to: string
  subject: string
  html: string
  text: string
  attachments: { filename: string; content: string }[]
}

/** What the development mailbox holds for this address, newest first. */
export async function readMailbox(url: string, to: string): Promise<ReceivedMail[]> {
  const path = `/dev/mailbox.json?to=${encodeURIComponent(to)}`
  const { data } = (await ask({ url, host: 'platform.localhost', path })).json() as { data: ReceivedMail[] }
  return data
}
