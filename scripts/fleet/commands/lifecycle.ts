import type { Given, Command } from '../command.ts'

const pathOf = (given: Given, rest = '') => `/tenants/${encodeURIComponent(given.word('studio'))}${rest}`

export const lifecycleCommands: readonly Command[] = [
  {
    name: 'suspend',
    usage: '<studio> --reason=… --confirm=<slug> [--no-reminders]',
    says: 'close a studio for now; everything is kept',
    options: ['reason', 'confirm'],
    flags: ['no-reminders'],
    async run({ platform, given, print }) {
      const body = {
        reason: given.need('reason'),
        confirm: given.need('confirm'),
        reminds: !given.flag('no-reminders'),
      }
      print.one(await platform.send('POST', pathOf(given, '/suspend'), body))
    },
  },
  {
    name: 'resume',
    usage: '<studio>',
    says: 'open a studio that is suspended or to be deleted',
    async run({ platform, given, print }) {
      print.one(await platform.send('POST', pathOf(given, '/resume')))
    },
  },
  {
    name: 'rename',
    usage: '<studio> [--name=…] [--slug=… --confirm=<slug>]',
    says: 'give a studio another name for operators, or another address; what its site calls itself is its own',
    options: ['name', 'slug', 'confirm'],
    async run({ platform, given, print }) {
      const { option } = given
      const body = { name: option('name'), slug: option('slug'), confirm: option('confirm') }
      print.one(await platform.send('PATCH', pathOf(given), body))
    },
  },
  {
    name: 'clone',
    usage: '<studio> --slug=… [--name=…]',
    says: 'make a training copy: nobody’s data, and nothing is sent',
    options: ['slug', 'name'],
    async run({ platform, given, print }) {
      const body = { slug: given.need('slug'), name: given.option('name') }
      print.one(await platform.send('POST', pathOf(given, '/clone'), body))
    },
  },
  {
    name: 'move',
    usage: '<studio> --confirm=<slug> [--place=…]',
    says: 'move a studio into a fresh database, in another place; 503 meanwhile',
    options: ['confirm', 'place'],
    async run({ platform, given, print }) {
      const body = { confirm: given.need('confirm'), place: given.option('place') }
      print.one(await platform.send('POST', pathOf(given, '/move'), body))
    },
  },
  {
    name: 'delete',
    usage: '<studio> --reason=… --confirm=<slug> [--days=30]',
    says: 'close a studio at once and delete it when the days are over',
    options: ['reason', 'confirm', 'days'],
    async run({ platform, given, print }) {
      const days = given.option('days')
      const body = {
        reason: given.need('reason'),
        confirm: given.need('confirm'),
        ...(days === undefined ? {} : { grace_days: Number(days) }),
      }
      print.one(await platform.send('DELETE', pathOf(given), body))
    },
  },
  {
    name: 'receipt',
    usage: '<studio>',
    says: 'what was deleted of a studio that is gone',
    async run({ platform, given, print }) {
      print.one(await platform.get(pathOf(given, '/receipt')))
    },
  },
]
