import type { Command } from '../command.ts'

export const auditCommands: readonly Command[] = [
  {
    name: 'audit-log',
    usage: '[--subject=ten_…] [--actor=…] [--action=…] [--from=…] [--to=…] [--limit=50]',
    says: 'what operators did, the newest first',
    options: ['actor', 'action', 'from', 'to', 'limit', 'subject'],
    async run({ platform, given, print }) {
      const [actor, action, from, to] = ['actor', 'action', 'from', 'to'].map((name) => given.option(name))
      const limit = Number(given.option('limit') ?? 50)
      const query = { subject_id: given.option('subject'), actor, action, from, to, limit }
      print.table(await platform.list('/audit-log', query), [
        ['WHEN', (row) => row['at']],
        ['WHO', (row) => row['actor_name'] ?? row['actor']],
        ['WHAT', (row) => row['action']],
        ['ABOUT', (row) => row['subject_id']],
        ['WHY', (row) => row['reason']],
        ['AFTER', (row) => row['after']],
      ])
    },
  },
]
