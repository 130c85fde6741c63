import type { Json } from '../client.ts'
import type { Command } from '../command.ts'
import type { Column } from '../print.ts'

const columns: readonly Column<Json>[] = [
  ['SLUG', (row) => row['slug']],
  ['NAME', (row) => row['name']],
  ['STATUS', (row) => row['status']],
  ['HOST', (row) => row['primary_host']],
  ['PLAN', (row) => row['plan']],
  ['SCHEMA', (row) => row['schema_version']],
  ['MADE', (row) => row['created_at']],
  ['ID', (row) => row['id']],
]

export const studioCommands: readonly Command[] = [
  {
    name: 'list',
    usage: '[--search=…] [--status=active] [--limit=100]',
    says: 'studios, the newest first',
    options: ['search', 'status', 'limit'],
    async run({ platform, given, print }) {
      const [search, status] = [given.option('search'), given.option('status')]
      const limit = Number(given.option('limit') ?? 100)
      print.table(await platform.list('/tenants', { search, status, limit }), columns)
    },
  },
  {
    name: 'show',
    usage: '<studio>',
    says: 'one studio, by slug or id',
    async run({ platform, given, print }) {
      print.one(await platform.get(`/tenants/${encodeURIComponent(given.word('studio'))}`))
    },
  },
]
