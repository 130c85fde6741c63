import { expect } from 'vitest'
import { hostnames } from '../../../db/registry/schema/index.ts'
import { provisionTenant } from '../../../tenants/fleet/provision-tenant.ts'
import { IRON, LOTUS, PLATFORM } from '../../../worker/testing/make-site.ts'
import { makeNewTenant } from '../../support/make-fleet.ts'
import { booking } from '../things.ts'
import { api, type Attack } from './attack.ts'

/** Reliability.md 3.1: whose a name is. */
export const hostNames: readonly Attack[] = [
  {
    id: 'HOST-09',
    title: 'twenty ask for one name at once',
    play: async ({ site }) => {
      const { deps, databases } = site.fleet
      const before = databases.size
      const made = await Promise.allSettled(
        Array.from({ length: 20 }, (_, index) => {
          const ownDomains = [`${index}.newco.test`]
          return provisionTenant(deps, makeNewTenant('newco', { id: `ten_newco${index}`, ownDomains }))
        }),
      )
      expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect(databases.size - before).toBe(1)
    },
  },
  {
    id: 'HOST-10',
    title: 'a domain that another studio or the platform has',
    play: async ({ site, countAll }) => {
      const before = await countAll()
      for (const domain of [IRON, LOTUS, PLATFORM, 'iron-works.trainerhub.test', 'ops.trainerhub.test']) {
        const studio = makeNewTenant('thief', { ownDomains: [domain] })
        await expect(provisionTenant(site.fleet.deps, studio)).rejects.toMatchObject({
          code: 'invalid_input',
        })
      }
      expect(await countAll()).toBe(before)
    },
  },
  {
    id: 'HOST-11',
    title: 'names that no studio may have',
    play: async ({ site, countAll }) => {
      const before = await countAll()
      const refuse = (slug: string, ownDomains: string[] = []) =>
        expect(provisionTenant(site.fleet.deps, makeNewTenant(slug, { ownDomains }))).rejects.toMatchObject({
          code: 'invalid_input',
        })
      const slugs = ['admin', 'www', 'api', 'ab', 'a--b', 'xn--abc', '-a', 'A-Gym', 'a.b', '', '../x', 'a\0b']
      for (const slug of slugs) await refuse(slug)
      const domains = [
        '*.acme.test',
        'localhost',
        '1.2.3.4',
        'a@b.test',
        'acme.test.',
        'acme.test:80',
        'acme.test/x',
        'https://acme.test',
        'ÀCME.test',
        ' acme.test',
        'trainerhub.test',
        'x.trainerhub.test',
      ]
      for (const domain of domains) await refuse('fine-name', [domain])
      expect(await countAll()).toBe(before)
    },
  },
  {
    id: 'HOST-13',
    title:
      'a domain that was one studio’s and is another’s now opens nothing with what was handed out before',
    play: async ({ site, refused, people, make, linkOf }) => {
      const { orm, write } = site.fleet.deps.registry
      const host = 'moved.test'
      await write([
        orm.insert(hostnames).values({ host, kind: 'custom', tenantId: 'ten_lotus-yoga', createdAt: 0 }),
      ])
      const id = await make(booking)
      await refused(
        [
          api('GET /users/me', { host: LOTUS, headers: { host }, token: people.tokens.owner ?? '' }),
          api(`GET /bookings/${id}`, { host: LOTUS, headers: { host }, token: await linkOf(id) }),
        ],
        [401, 404],
      )
    },
  },
]
