import type { Json } from '../client.ts'
import type { Command } from '../command.ts'
import { followJob } from './provisioning.ts'

const pathOf = (studio: string, rest: string) => `/tenants/${encodeURIComponent(studio)}${rest}`

export const backupCommands: readonly Command[] = [
  {
    name: 'backups',
    usage: '[--studio=…] [--limit=50]',
    says: 'what is kept of studios’ databases, the newest first',
    options: ['studio', 'limit'],
    async run({ platform, given, print }) {
      const query = { tenant_id: given.option('studio'), limit: Number(given.option('limit') ?? 50) }
      print.table(await platform.list('/backups', query), [
        ['ID', (row) => row['id']],
        ['STUDIO', (row) => row['slug']],
        ['WHY', (row) => row['reason']],
        ['TAKEN', (row) => row['taken_at']],
        ['UNTIL', (row) => row['expires_at']],
        ['BYTES', (row) => row['bytes']],
        ['ROWS', (row) => row['rows']],
        ['PROVEN', (row) => row['proven_at']],
      ])
    },
  },
  {
    name: 'backups take',
    usage: '<studio>',
    says: 'take a backup of a studio now',
    async run({ platform, given, print }) {
      const studio = given.word('studio')
      const work = await platform.send<Json>('POST', '/backups', { tenant_id: studio })
      await followJob(platform, { studio, id: String(work['job_id']), print })
      print.one(await platform.get(`/backups/${String(work['backup_id'])}`))
    },
  },
  {
    name: 'backups drill',
    usage: '<studio> [--backup=bkp_…]',
    says: 'prove that a backup can be restored',
    options: ['backup'],
    async run({ platform, given, print }) {
      const studio = given.word('studio')
      const work = await platform.send<Json>('POST', pathOf(studio, '/drill'), {
        backup_id: given.option('backup'),
      })
      await followJob(platform, { studio, id: String(work['job_id']), print })
      print.one(await platform.get(`/backups/${String(work['backup_id'])}`))
    },
  },
  {
    name: 'restore',
    usage: '<studio> --backup=bkp_… | --at=2027-01-04T06:00:00Z',
    says: 'make a database beside the one in use, and see what differs',
    options: ['backup', 'at'],
    async run({ platform, given, print }) {
      const studio = given.word('studio')
      const body = { backup_id: given.option('backup'), at: given.option('at') }
      const work = await platform.send<Json>('POST', pathOf(studio, '/restore'), body)
      await followJob(platform, { studio, id: String(work['job_id']), print })
      const { data } = await platform.get<{ data: Json[] }>(pathOf(studio, '/restores'))
      print.one(data.find(({ id }) => id === work['restore_id']) ?? work)
    },
  },
  {
    name: 'restore list',
    usage: '<studio>',
    says: 'restored databases of a studio',
    async run({ platform, given, print }) {
      const { data } = await platform.get<{ data: Json[] }>(pathOf(given.word('studio'), '/restores'))
      print.table(data, [
        ['ID', (row) => row['id']],
        ['FROM', (row) => row['backup_id'] ?? row['at']],
        ['STATE', (row) => row['state']],
        ['MADE', (row) => row['created_at']],
        ['OLD ONE KEPT UNTIL', (row) => row['previous_kept_until']],
        ['DIFFERS', (row) => row['differences']],
        ['ERROR', (row) => row['error'] ?? row['unreadable']],
      ])
    },
  },
  {
    name: 'restore switch',
    usage: '<studio> <restore> --confirm=<slug>',
    says: 'go on with a restored database; the studio is closed for a minute or two',
    options: ['confirm'],
    async run({ platform, given, print }) {
      const studio = given.word('studio')
      const path = pathOf(studio, `/restores/${encodeURIComponent(given.word('restore'))}/switch`)
      const work = await platform.send<Json>('POST', path, { confirm: given.need('confirm') })
      await followJob(platform, { studio, id: String(work['job_id']), print })
      print.say('The studio goes on with it. The database that was in use is kept for a week.')
    },
  },
]
