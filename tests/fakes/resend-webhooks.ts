import { createHmac } from 'node:crypto'

/** After each failure Resend waits so long (s), then it gives up (resend.com/docs/webhooks/retries-and-replays). */
const WAITS = [5, 5 * 60, 30 * 60, 2 * 3_600, 5 * 3_600, 10 * 3_600, 10 * 3_600]

type Headers = {
  'content-type': string
  'svix-id': string
  'svix-timestamp': string
  'svix-signature': string
}

type Options = {
  /** `whsec_…`; several, newest first, while one is replaced. */
  secrets: readonly string[]
  now: () => number
  /** Brings it to the endpoint, and gives the status of the answer. */
  post: (body: string, headers: Headers) => Promise<number>
}

type Waiting = { id: string; body: string; tries: number; dueAt: number }

/**
 * What Resend tells, and how: signed anew for each attempt, again until somebody answers with 2xx, in no order, and now and
 * then twice.
 */
export function makeResendWebhooks({ secrets, now, post }: Options) {
  const waiting: Waiting[] = []
  const givenUp: string[] = []
  let told = 0

  async function attempt(event: Waiting): Promise<boolean> {
    event.tries += 1
    const status = await post(event.body, signAs(event, { secrets, at: now() }))
    if (status >= 200 && status < 300) return true
    const wait = WAITS[event.tries - 1]
    if (wait === undefined) givenUp.push(event.id)
    else event.dueAt = now() + wait * 1_000
    return wait === undefined
  }

  return {
    /** Ids of what nobody took in time. */
    givenUp,
    /** What is still to be told. */
    waiting: () => waiting.length,
    /** Something happened, now unless told otherwise. */
    say(type: string, data: object, at = now()): string {
      told += 1
      const id = `msg_fake${told}`
      const body = JSON.stringify({ type, created_at: new Date(at).toISOString(), data })
      waiting.push({ id, body, tries: 0, dueAt: now() })
      return id
    },
    /** Tells what is due, the newest first where asked, each so often. */
    async deliver({ isReversed = false, times = 1 } = {}): Promise<void> {
      const due = waiting.filter(({ dueAt }) => dueAt <= now())
      for (const event of isReversed ? due.toReversed() : due) {
        let isDone = await attempt(event)
        for (let time = 1; isDone && time < times; time += 1) isDone = await attempt({ ...event, tries: 0 })
        if (isDone) waiting.splice(waiting.indexOf(event), 1)
      }
    },
  }
}

function signAs({ id, body }: Waiting, { secrets, at }: { secrets: readonly string[]; at: number }): Headers {
  const timestamp = String(Math.floor(at / 1_000))
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
  })
  return {
    'content-type': 'application/json',
    'svix-id': id,
    'svix-timestamp': timestamp,
    'svix-signature': signatures.join(' '),
  }
}
