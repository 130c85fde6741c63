import { setTimeout as wait } from 'node:timers/promises'
import { PLATFORM_HOST } from '../scripts/local/start-system.ts'
import { addDays, localDateAt } from '../tenants/availability/local-time.ts'
import { studioKinds } from '../tenants/fleet/create/studio-kinds.ts'
import { TERMS_OF } from '../tenants/sign-up/request-sign-up.ts'
import { askForm } from '../tests/support/ask.ts'
import { readMailbox } from '../tests/support/read-mailbox.ts'
import { askTimed, fromOneVisitor } from './ask-timed.ts'
import { atMost, type BenchRow } from './bench-row.ts'
import { TIME_ZONE } from './bench-studio.ts'
import { withSystem } from './bench-system.ts'
import { median } from './statistics.ts'

const STUDIOS = 7
/** Between two looks at how far it is. */
const LOOK_MS = 20

/**
 * Self-service sign-up as its owner goes through it: from pressing the button behind the link in the mail to a home page and
 * free times on the studio's own host, with what its kind begins with.
 */
export function benchNewStudio(): Promise<BenchRow[]> {
  return withSystem(async ({ url }) => {
    const times: number[] = []
    for (let n = 0; n < STUDIOS; n++) {
      const slug = `new-${n}`
      const token = await signUp(url, slug, n)
      const startedAt = performance.now()
      await post(url, '/sign-up/confirm', { token, slug })
      await untilOpen(url, token)
      await findTimes(url, `${slug}.localhost`)
      times.push((performance.now() - startedAt) / 1_000)
    }
    return [
      atMost(3, {
        name: 'new studio, from the last press of sign-up to bookable, slowest',
        figure: Math.max(...times),
        unit: 's',
        detail: `${STUDIOS} studios, p50 ${median(times).toFixed(2)} s, looked at every ${LOOK_MS} ms`,
      }),
    ]
  })
}

/** Gives what the link in the mail carries. */
async function signUp(url: string, slug: string, n: number): Promise<string> {
  const email = `owner@${slug}.test`
  await post(url, '/sign-up', {
    lang: 'en',
    name: 'Green Door',
    slug,
    kind: studioKinds[n % studioKinds.length] ?? 'gym',
    'owner.name': 'Elena Ivanova',
    'owner.email': email,
    timeZone: TIME_ZONE,
    agreesTo: TERMS_OF,
  })
  const [mail] = await readMailbox(url, email)
  const token = /\/sign-up\/confirm\?token=([\w-]+)/.exec(mail?.text ?? '')?.[1]
  if (token === undefined) throw new Error('There is no link in the mailbox.')
  return token
}

async function post(url: string, path: string, form: Record<string, string>): Promise<void> {
  const answer = await askForm({ url, host: PLATFORM_HOST, path, form, headers: fromOneVisitor })
  if (answer.status >= 400) throw new Error(`${path}: ${answer.status} ${answer.text.slice(0, 500)}`)
}

/** The page that shows how far it is has the way in once it is open. */
async function untilOpen(url: string, token: string): Promise<void> {
  const path = `/sign-up/studio?token=${token}`
  for (;;) {
    const { answer } = await askTimed({ url, host: PLATFORM_HOST, path })
    if (answer.text.includes('/sign-up/enter')) return
    await wait(LOOK_MS)
  }
}

async function findTimes(url: string, host: string): Promise<void> {
  await askTimed({ url, host, path: '/' })
  const { answer } = await askTimed({ url, host, path: '/api/v1/services' })
  const { data } = answer.json() as { data: { id: string; trainer_ids: string[] }[] }
  const from = addDays(localDateAt(TIME_ZONE, Date.now()), 1)
  const query = {
    service_id: data[0]?.id ?? '',
    trainer_id: data[0]?.trainer_ids[0] ?? '',
    from,
    to: addDays(from, 13),
  }
  const path = `/api/v1/availability/available-slots?${new URLSearchParams(query)}`
  const slots = await askTimed({ url, host, path })
  if ((slots.answer.json() as { total: number }).total === 0) throw new Error('nothing can be booked')
}
