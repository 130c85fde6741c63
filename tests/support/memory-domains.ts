import type { DomainPort, StudioHost } from '../../tenants/domains/domain-port.ts'

/** Names and whose they are; studios of one test may share it. */
export type MemoryHosts = Map<string, StudioHost & { tenantId: string }>

type Options = { tenantId: string; host: string; all?: MemoryHosts } & Partial<
  Pick<DomainPort, 'isLocal' | 'dns' | 'certificates' | 'target'>
>

/** A registry that lasts as long as its test, with the studio's own name in it. Nobody is asked unless told. */
export function makeMemoryDomains({ tenantId, host, all = new Map(), ...others }: Options): DomainPort {
  const given = `${tenantId.slice(4)}.trainerhub.test`
  all.set(given, { tenantId, host: given, kind: 'subdomain', isMain: false, redirects: false })
  all.set(host, { tenantId, host, kind: 'custom', isMain: true, redirects: false })
  const ours = () => [...all.values()].filter((one) => one.tenantId === tenantId)
  const isOthers = (name: string) => (all.get(name)?.tenantId ?? tenantId) !== tenantId
  const makeMain = (name: string) => {
    if (all.get(name)?.tenantId !== tenantId) return false
    for (const one of ours()) one.isMain = one.host === name
    return true
  }
  return {
    isLocal: false,
    suffix: 'trainerhub.test',
    target: null,
    dns: null,
    certificates: null,
    ...others,
    hosts: {
      list: async () => ours().map(({ tenantId: _tenantId, ...one }) => one),
      isOthers: async (name) => isOthers(name),
      hold: async (name) => {
        if (!all.has(name))
          all.set(name, { tenantId, host: name, kind: 'custom', isMain: false, redirects: false })
        return !isOthers(name)
      },
      release: async (name) => {
        if (isOthers(name)) return
        all.delete(name)
        if (!ours().some(({ isMain }) => isMain)) makeMain(given)
      },
      makeMain: async (name) => makeMain(name),
      redirect: async (name, redirects) => {
        const one = ours().find(({ host: own }) => own === name)
        if (one) one.redirects = redirects
        return one !== undefined
      },
    },
  }
}
