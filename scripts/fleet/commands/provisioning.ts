import type { Json, PlatformClient } from '../client.ts'
import type { Command } from '../command.ts'
import type { Printer } from '../print.ts'

type Step = {
  step: string
  started_at: string | null
  done_at: string | null
  undone_at: string | null
  attempts: number
  error: string | null
}
type Job = Json & { id: string; kind: string; state: string; error: string | null; steps: Step[] }
type Jobs = { data: Job[] }

const pathOf = (studio: string, rest: string) => `/tenants/${encodeURIComponent(studio)}${rest}`

export const provisioningCommands: readonly Command[] = [
  {
    name: 'create',
    usage:
      '<slug> --name=… --kind=yoga --owner=you@example.com --owner-name=… [--locale=en] [--zone=Europe/Sofia] [--currency=EUR] [--plan=…] [--domains=a,b] [--no-wait]',
    says: 'make a studio; it can be booked at the end',
    options: ['name', 'kind', 'owner', 'owner-name', 'locale', 'zone', 'currency', 'plan', 'domains'],
    flags: ['no-wait'],
    async run({ platform, given, print }) {
      const slug = given.word('slug')
      const { option, need } = given
      const made = await platform.send<{ tenant: Json; job_id: string }>('POST', '/tenants', {
        slug,
        name: need('name'),
        kind: need('kind'),
        owner: { email: need('owner'), name: need('owner-name') },
        locale: option('locale') ?? 'en',
        time_zone: option('zone') ?? 'Europe/Sofia',
        currency: option('currency') ?? 'EUR',
        plan: option('plan') ?? null,
        own_domains: option('domains')?.split(',') ?? [],
      })
      if (given.flag('no-wait')) return print.one(made.tenant)
      await followJob(platform, { studio: String(made.tenant['id']), id: made.job_id, print })
      print.one(await platform.get(pathOf(slug, '')))
    },
  },
  {
    name: 'steps',
    usage: '<studio>',
    says: 'what was and is done to a studio, step by step',
    async run({ platform, given, print }) {
      const { data } = await platform.get<Jobs>(pathOf(given.word('studio'), '/steps'))
      const rows = data.flatMap((job) =>
        job.steps.map((step) => ({ ...step, job: job.kind, state: job.state })),
      )
      print.table(rows, [
        ['JOB', (row) => row.job],
        ['STATE', (row) => row.state],
        ['STEP', (row) => row.step],
        ['STARTED', (row) => row.started_at],
        ['DONE', (row) => row.done_at],
        ['UNDONE', (row) => row.undone_at],
        ['TRIED', (row) => row.attempts],
        ['ERROR', (row) => row.error],
      ])
    },
  },
  {
    name: 'provision',
    usage: '<studio> [--no-wait]',
    says: 'let work on a studio that failed go on',
    flags: ['no-wait'],
    async run({ platform, given, print }) {
      const studio = given.word('studio')
      const job = await platform.send<Job>('POST', pathOf(studio, '/provision'))
      if (!given.flag('no-wait')) await followJob(platform, { studio, id: job.id, print })
      else print.one(job)
    },
  },
  {
    name: 'abandon',
    usage: '<studio> --confirm=<slug>',
    says: 'give up work on a studio and take back what it did',
    options: ['confirm'],
    async run({ platform, given, print }) {
      const studio = given.word('studio')
      print.one(await platform.send('POST', pathOf(studio, '/abandon'), { confirm: given.need('confirm') }))
    },
  },
]

type Followed = { studio: string; id: string; print: Printer }

/** Shows a job until it is over. @throws Error when it did not get to its end. */
export async function followJob(platform: PlatformClient, { studio, id, print }: Followed): Promise<void> {
  const find = ({ data }: Jobs) => data.find((job) => job.id === id)
  const isOver = (job: Job | undefined) => job === undefined || job.state !== 'running'
  const last = await platform.follow<Jobs>(pathOf(studio, '/steps'), {
    isDone: (jobs) => isOver(find(jobs)),
    seen: (jobs) => {
      const steps = find(jobs)?.steps ?? []
      const done = steps.filter(({ done_at: doneAt }) => doneAt !== null)
      print.progress(done.length, steps.length, steps[done.length]?.step)
    },
  })
  const job = find(last)
  if (job?.state !== 'done') throw new Error(job?.error ?? `It is ${job?.state ?? 'gone'}.`)
}
