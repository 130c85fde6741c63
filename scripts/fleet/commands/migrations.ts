import type { Json, PlatformClient } from '../client.ts'
import type { Call, Command } from '../command.ts'
import type { Column, Printer } from '../print.ts'

const columns: readonly Column<Json>[] = [
  ['ID', (row) => row['id']],
  ['STATE', (row) => row['state']],
  ['TARGET', (row) => row['target']],
  ['DRY', (row) => (row['dry'] ? 'dry' : '')],
  ['DONE', (row) => row['done']],
  ['FAILED', (row) => row['failed']],
  ['WAITING', (row) => row['waiting']],
  ['BEGUN', (row) => row['created_at']],
  ['ENDED', (row) => row['ended_at']],
]

const entryColumns: readonly Column<Json>[] = [
  ['SLUG', (row) => row['slug']],
  ['STATE', (row) => row['state']],
  ['FROM', (row) => row['from_version']],
  ['VERSION', (row) => row['version']],
  ['TRIED', (row) => row['attempts']],
  ['ERROR', (row) => row['error']],
]

const deeds = {
  pause: 'stop a run before the next studio',
  resume: 'have it go on, also after a canary failed',
  retry: 'try again those who failed',
  cancel: 'give a run up; what is done stays done',
}

/** `retry` and `resume` are as good as a start: whoever asks may want to watch. */
const canFollow = new Set(['retry', 'resume'])

const changes = Object.entries(deeds).map(([deed, says]): Command => ({
  name: `migrations ${deed}`,
  usage: canFollow.has(deed) ? '<run> [--follow]' : '<run>',
  says,
  flags: canFollow.has(deed) ? ['follow'] : [],
  async run(call) {
    const run = await call.platform.send('POST', `${pathOf(call.given.word('run'))}/${deed}`)
    await show(call, run)
  },
}))

export const migrationCommands: readonly Command[] = [
  {
    name: 'migrations',
    usage: '[--limit=20]',
    says: 'runs that bring studios to a version, the latest first',
    options: ['limit'],
    async run({ platform, given, print }) {
      print.table(await platform.list('/migrations', { limit: Number(given.option('limit') ?? 20) }), columns)
    },
  },
  {
    name: 'migrations start',
    usage: '[--dry] [--canaries=5] [--batch=50] [--follow]',
    says: 'bring every studio to the newest version',
    options: ['canaries', 'batch'],
    flags: ['dry', 'follow'],
    async run(call) {
      const { given, platform } = call
      const [canaries, batch] = [given.option('canaries'), given.option('batch')]
      const run = await platform.send('POST', '/migrations', {
        dry: given.flag('dry'),
        ...(canaries === undefined ? {} : { canaries: Number(canaries) }),
        ...(batch === undefined ? {} : { batch_size: Number(batch) }),
      })
      await show(call, run)
    },
  },
  {
    name: 'migrations show',
    usage: '<run> [--state=failed] [--follow]',
    says: 'how far a run is, and who failed',
    options: ['state'],
    flags: ['follow'],
    async run(call) {
      await show(call, await call.platform.get(pathOf(call.given.word('run'))))
    },
  },
  {
    name: 'migrations versions',
    usage: '',
    says: 'how many studios are at each version',
    async run({ platform, print }) {
      const { versions } = await platform.get<{ versions: Json[] }>('/migrations/versions')
      print.table(versions, [
        ['VERSION', (row) => row['version']],
        ['STUDIOS', (row) => row['tenants']],
        ['SERVED', (row) => (row['served'] ? 'yes' : 'no: 503')],
      ])
    },
  },
  ...changes,
]

const pathOf = (run: string) => `/migrations/${encodeURIComponent(run)}`

/** The run, and of its studios those who were asked for; with `--follow` only once it is no longer running. */
async function show({ platform, given, print }: Call, run: Json): Promise<void> {
  const path = pathOf(String(run['id']))
  const last = given.flag('follow') ? await follow(platform, print, path) : run
  const entries = await platform.list(`${path}/entries`, { state: given.option('state') ?? 'failed' })
  if (given.flag('json')) print.one({ ...last, entries })
  else {
    print.one(last)
    if (entries.length > 0) print.table(entries, entryColumns)
  }
  const isShort = given.flag('follow') && (last['state'] !== 'done' || Number(last['failed']) > 0)
  if (isShort) throw new Error('Not every studio is where it should be.')
}

function follow(platform: PlatformClient, print: Printer, path: string): Promise<Json> {
  return platform.follow(path, {
    isDone: (run) => run['state'] !== 'running',
    seen: (run) => {
      const [done, failed, waiting] = [run['done'], run['failed'], run['waiting']].map(Number)
      const ended = (done ?? 0) + (failed ?? 0)
      print.progress(ended, ended + (waiting ?? 0), `(${failed} failed)`)
    },
  })
}
