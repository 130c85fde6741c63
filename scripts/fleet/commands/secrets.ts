import type { Json } from '../client.ts'
import type { Command } from '../command.ts'

type KeyUse = { tenants: number; keys: Json[] }
type Page = { resealed: number; tenants: number; failed: string[]; next_cursor: string | null }

export const secretCommands: readonly Command[] = [
  {
    name: 'secrets',
    usage: '',
    says: 'which of SECRET_KEYS databases’ tokens are sealed with',
    async run({ platform, print }) {
      const { keys } = await platform.get<KeyUse>('/secrets')
      print.table(keys, [
        ['KEY', (row) => row['id']],
        ['NEWEST', (row) => (row['is_newest'] === true ? 'yes' : '')],
        ['TOKENS', (row) => row['tokens']],
      ])
    },
  },
  {
    name: 'secrets reseal',
    usage: '',
    says: 'seals with the newest key what an older one sealed, everywhere',
    async run({ platform, print }) {
      const { tenants: total } = await platform.get<KeyUse>('/secrets')
      let [seen, resealed]: [number, number] = [0, 0]
      const failed: string[] = []
      for (let cursor: string | null | undefined; cursor !== null;) {
        const body: Json = cursor === undefined ? {} : { cursor }
        const page: Page = await platform.send<Page>('POST', '/secrets/reseal', body)
        seen += page.tenants
        resealed += page.resealed
        failed.push(...page.failed)
        cursor = page.next_cursor
        print.progress(Math.min(seen, total), total, 'studios')
      }
      print.one({ resealed, studios: seen, failed })
      if (failed.length > 0)
        throw new Error('Not everything could be sealed anew: the older key is still needed.')
    },
  },
]
