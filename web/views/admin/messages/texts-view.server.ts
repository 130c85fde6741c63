import { listTemplates } from '../../../../tenants/messages/templates/list-templates.ts'
import type { Template } from '../../../../tenants/messages/templates/read-templates.ts'
import { messageChannels, type TemplateKind } from '../../../../tenants/messages/templates/template-kinds.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import { withQuery } from '../../../lib/portal-paths.ts'
import { titleOf } from '../page-title.server.ts'
import { messageTabs } from './message-tabs.server.ts'

export const TEXTS_PATH = '/admin/messages/texts'

export const textPath = ({ kind, channel, locale }: Pick<Template, 'kind' | 'channel' | 'locale'>): string =>
  withQuery(`${TEXTS_PATH}/${kind}`, { on: channel, in: locale })

type Group = 'bookings' | 'waitlist' | 'money' | 'contact' | 'logins' | 'staff'

/** Where a kind stands in the list. */
function groupOf(kind: TemplateKind): Group {
  if (kind === 'staff_digest') return 'staff'
  if (kind === 'miss_you') return 'contact'
  if (kind.startsWith('account_')) return 'logins'
  if (kind.startsWith('waitlist_')) return 'waitlist'
  return /^(late_fee|payment|refund|package)/.test(kind) ? 'money' : 'bookings'
}

/** Every text there is, by what it tells and where; what the studio says in its own words is marked. */
export async function textsPage(desk: Desk) {
  const { ctx, words, studio } = desk
  const labels = words('messageTexts')
  const templates = await listTemplates(ctx)
  const byKind = [...Map.groupBy(templates, ({ kind }) => kind)]
  const rows = byKind.map(([kind, all]) => {
    const name = labels.kinds[kind]
    const channels = messageChannels.map((channel) => {
      const here = all.filter((one) => one.channel === channel && studio.locales.includes(one.locale))
      const first = here.find(({ locale }) => locale === studio.defaultLocale)
      return {
        label: labels.channels[channel],
        href: first ? textPath(first) : null,
        isOwn: here.some(({ isOwn }) => isOwn),
      }
    })
    return { kind, name, channels, group: groupOf(kind) }
  })
  return {
    pageTitle: titleOf(desk, labels.title),
    tabs: messageTabs(desk),
    groups: [...Map.groupBy(rows, ({ group }) => group)].map(([key, inGroup]) => ({
      key,
      title: labels.groups[key],
      rows: inGroup,
    })),
    words: labels,
  }
}
