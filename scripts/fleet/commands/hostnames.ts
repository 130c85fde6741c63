import type { Json } from '../client.ts'
import type { Command } from '../command.ts'
import type { Column } from '../print.ts'

const certificateOf = (row: Json) => Object(row['certificate']) as Json

const columns: readonly Column<Json>[] = [
  ['HOST', (row) => row['host']],
  ['STUDIO', (row) => row['tenant_id'] ?? 'nobody’s'],
  ['KIND', (row) => row['kind']],
  ['MAIN', (row) => (row['is_main'] === true ? 'yes' : row['redirects'] === true ? 'redirects' : '')],
  ['NAME', (row) => certificateOf(row)['status']],
  ['CERTIFICATE', (row) => certificateOf(row)['ssl_status']],
  ['BROKEN SINCE', (row) => certificateOf(row)['broken_since']],
]

const path = (host: string) => `/hostnames/${encodeURIComponent(host)}`

export const hostnameCommands: readonly Command[] = [
  {
    name: 'hostnames',
    usage: '[--studio=…] [--search=…] [--only=broken|dangling]',
    says: 'hosts, and how far their certificates are',
    options: ['studio', 'search', 'only'],
    async run({ platform, given, print }) {
      const studio = given.option('studio')
      const tenant = studio && (await platform.get(`/tenants/${encodeURIComponent(studio)}`))
      const query = {
        tenant_id: tenant ? String(tenant['id']) : undefined,
        search: given.option('search'),
        only: given.option('only'),
      }
      print.table(await platform.list('/hostnames', query), columns)
    },
  },
  {
    name: 'hostnames add',
    usage: '<studio> <host>',
    says: 'name a domain for a studio, and see the records to set',
    async run({ platform, given, print }) {
      const body = { tenant_id: given.word('studio'), host: given.word('host') }
      print.one(await platform.send('POST', '/hostnames', body))
    },
  },
  {
    name: 'hostnames check',
    usage: '<studio> <host>',
    says: 'look what the DNS says of a named domain',
    async run({ platform, given, print }) {
      const body = { tenant_id: given.word('studio') }
      print.one(await platform.send('POST', `${path(given.word('host'))}/check`, body))
    },
  },
  {
    name: 'hostnames remove',
    usage: '<host> --confirm=<host>',
    says: 'take a domain from its studio, or give up a dangling one',
    options: ['confirm'],
    async run({ platform, given, print }) {
      const host = given.word('host')
      await platform.send('DELETE', path(host), { confirm: given.need('confirm') })
      print.say(`${host} is nobody’s any more.`)
    },
  },
  {
    name: 'hostnames reconcile',
    usage: '',
    says: 'compare all names with the maker of certificates',
    async run({ platform, print }) {
      print.one(await platform.send('POST', '/hostnames/reconcile'))
    },
  },
]
