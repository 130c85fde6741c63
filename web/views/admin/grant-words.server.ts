import { areas, type Grants, type Reach } from '../../../tenants/access/grants.ts'
import type { Messages } from '../../i18n/en.ts'
import type { Desk } from '../../lib/desk.server.ts'

type Allowed = keyof Messages['admin']['roles']['allowed']

/** What may be seen and changed of one area, as one of a few words. */
export function allowedIn({ view, change }: { view: Reach; change: Reach }): Allowed {
  if (view === 'none') return 'nothing'
  if (view === 'any') {
    return change === 'any' ? 'everything' : change === 'own' ? 'seesAllChangesOwn' : 'seesAll'
  }
  return change === 'none' ? 'seesOwn' : 'own'
}

/** What a role allows, a line for each area it is about. */
export function grantLines({ words, say }: Pick<Desk, 'words' | 'say'>, grants: Grants): string[] {
  const { areas: names, allowed } = words('admin').roles
  return areas
    .filter((area) => grants[area].view !== 'none')
    .map((area) => say('say.reachOf', { area: names[area], right: allowed[allowedIn(grants[area])] }))
}
