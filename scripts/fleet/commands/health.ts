import type { Json } from '../client.ts'
import type { Command } from '../command.ts'
import type { Column } from '../print.ts'

const alerts: readonly Column<Json>[] = [
  ['ID', (row) => row['id']],
  ['RULE', (row) => row['rule']],
  ['STUDIO', (row) => row['studio']],
  ['SINCE', (row) => row['opened_at']],
  ['UNTIL', (row) => row['closed_at']],
  ['LOOKED AT BY', (row) => row['acknowledged_by']],
  ['SAID', (row) => row['said']],
]

const targets: readonly Column<Json>[] = [
  ['ID', (row) => row['id']],
  ['KIND', (row) => row['kind']],
  ['ADDRESS', (row) => row['address']],
  ['LAST ERROR', (row) => row['last_error']],
]

const usage: readonly Column<Json>[] = [
  ['STUDIO', (row) => row['name']],
  ['EST. COST', (row) => `$${(Number(row['cost_micros']) / 1_000_000).toFixed(4)}`],
  ['REQUESTS', (row) => row['requests']],
  ['ROWS READ', (row) => row['rows_read']],
  ['ROWS WRITTEN', (row) => row['rows_written']],
  ['E-MAILS', (row) => row['emails']],
  ['SMS', (row) => row['sms']],
]

export const healthCommands: readonly Command[] = [
  {
    name: 'health',
    usage: '[--studio=iron-works]',
    says: 'the last 24 hours, of all studios together or of one',
    options: ['studio'],
    async run({ platform, given, print }) {
      const studio = given.option('studio')
      const path = studio === undefined ? '/health' : `/tenants/${encodeURIComponent(studio)}/health`
      const {
        hours,
        total,
        statuses,
        schema_versions: versions,
        worst,
        certificates,
        ...health
      } = await platform.get(path)
      print.one({ ...health, ...(total as Json), statuses, versions, worst, certificates, hours })
    },
  },
  {
    name: 'alerts',
    usage: '[--all] [--limit=100]',
    says: 'what is wrong, with --all also what was',
    options: ['limit'],
    flags: ['all'],
    async run({ platform, given, print }) {
      const open = given.flag('all') ? undefined : 'true'
      print.table(
        await platform.list('/alerts', { open, limit: Number(given.option('limit') ?? 100) }),
        alerts,
      )
    },
  },
  {
    name: 'alerts acknowledge',
    usage: '<alert>',
    says: 'says that you are looking at it',
    async run({ platform, given, print }) {
      const id = encodeURIComponent(given.word('alert'))
      print.one(await platform.send('POST', `/alerts/${id}/acknowledge`))
    },
  },
  {
    name: 'alerts targets',
    usage: '',
    says: 'who is told of alerts',
    async run({ platform, print }) {
      const { data } = await platform.get<{ data: Json[] }>('/alert-targets')
      print.table(data, targets)
    },
  },
  {
    name: 'alerts tell',
    usage: '<e-mail or https address>',
    says: 'has somebody told of alerts; shows a webhook’s secret once',
    async run({ platform, given, print }) {
      const address = given.word('address')
      const kind = /^https?:/.test(address) ? 'webhook' : 'email'
      print.one(await platform.send('POST', '/alert-targets', { kind, address }))
    },
  },
  {
    name: 'alerts untell',
    usage: '<id>',
    says: 'tells them nothing any more',
    async run({ platform, given, print }) {
      await platform.send('DELETE', `/alert-targets/${encodeURIComponent(given.word('id'))}`)
      print.say('They are told nothing any more.')
    },
  },
  {
    name: 'usage',
    usage: '[--month=2027-01] [--limit=100]',
    says: 'what studios used in a month, and what that costs',
    options: ['month', 'limit'],
    async run({ platform, given, print }) {
      const query = { month: given.option('month'), limit: Number(given.option('limit') ?? 100) }
      const { data } = await platform.get<{ data: Json[] }>('/usage', query)
      print.table(data, usage)
    },
  },
]
