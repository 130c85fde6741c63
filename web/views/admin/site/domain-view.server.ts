import { requireFresh } from '../../../../tenants/access/require-fresh.ts'
import { requireStaff } from '../../../../tenants/access/require-staff.ts'
import { checkDomain } from '../../../../tenants/domains/check-domain.ts'
import { chooseMainHost } from '../../../../tenants/domains/choose-main-host.ts'
import { boughtName, otherName } from '../../../../tenants/domains/domain-name.ts'
import { listDomains } from '../../../../tenants/domains/list-domains.ts'
import { nameDomain } from '../../../../tenants/domains/name-domain.ts'
import type { OwnDomain } from '../../../../tenants/domains/own-domain.ts'
import { redirectHost } from '../../../../tenants/domains/redirect-host.ts'
import { removeDomain } from '../../../../tenants/domains/remove-domain.ts'
import { spellOut } from '../../../../tenants/domains/spell-out.ts'
import { AppError } from '../../../../tenants/errors.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import type { CarriedOut, FormAnswer } from '../../../lib/form-answer.server.ts'
import { readForm } from '../../../lib/read-form.server.ts'
import { mend } from '../mend.server.ts'
import { titleOf } from '../page-title.server.ts'
import { donePath } from '../toast.server.ts'
import { siteParts } from './site-view.server.ts'

const DOMAIN_PATH = '/admin/site/domain'

/** The studio's names, and for each domain of its own what to set where, and what a look at it found. */
export async function domainPage(desk: Desk) {
  const { ctx, words, mayAny } = desk
  const labels = words('domains')
  const { hosts, domains } = await listDomains(ctx)
  const isKnown = (host: string) => [...hosts, ...domains].some((one) => one.host === host)
  return {
    pageTitle: titleOf(desk, labels.title),
    parts: siteParts(desk),
    partsLabel: words('site').title,
    mayChange: mayAny('settings:change'),
    mayCheck: ctx.domains.dns !== null,
    hosts: hosts.map(({ host, kind, isMain, redirects }) => ({
      host,
      name: spellOut(host),
      isMain,
      redirects: redirects && !isMain,
      isGiven: kind === 'subdomain',
      // What does not work yet is not for clients to be sent to.
      mayBeMain: !isMain && domains.every((domain) => domain.host !== host || domain.isReady),
    })),
    domains: domains.map((domain) => domainCard(desk, domain, isKnown)),
    words: labels,
  }
}

export type DomainPage = Awaited<ReturnType<typeof domainPage>>
export type DomainCard = DomainPage['domains'][number]

// oxlint-disable-next-line max-params
function domainCard(desk: Desk, domain: OwnDomain, isKnown: (host: string) => boolean) {
  const { say, when, words } = desk
  const labels = words('domains')
  const { host, proof, pointer, seen, checkedAt } = domain
  const isApex = host === boughtName(host)
  const other = otherName(host)
  const name = spellOut(host)
  return {
    host,
    name,
    sentName: name === host ? '' : host,
    status: statusOf(domain),
    records: [
      {
        key: 'pointer',
        what: labels.pointer,
        type: isApex ? labels.apexType : 'CNAME',
        ...recordView(desk, host, pointer),
        ...pointerWords(desk, domain),
      },
      {
        key: 'proof',
        what: labels.proof,
        type: 'TXT',
        ...recordView(desk, host, proof),
        ...proofWords(desk, domain),
      },
    ],
    apexText: isApex ? labels.apexText : '',
    certificate: labels.certificates[seen?.certificate?.state ?? 'none'],
    said: seen?.certificate?.said ?? [],
    looked: checkedAt === null ? '' : say('say.domainLooked', { when: when(checkedAt) }),
    other:
      other && !isKnown(other)
        ? { host: other, label: say('say.domainOther', { host: spellOut(other) }) }
        : null,
    removeHref: `${DOMAIN_PATH}/${host}/remove`,
  }
}

function statusOf({ isReady, seen, provenAt }: OwnDomain) {
  if (isReady) return 'ready' as const
  if (!seen) return 'unseen' as const
  return provenAt !== null && seen.pointer.state === 'right' ? ('certificate' as const) : ('wrong' as const)
}

/** As providers ask for it: without the domain that it is set for. */
function recordView({ say }: Desk, host: string, { name, value }: OwnDomain['proof']) {
  const bought = boughtName(host)
  const short = name === bought ? '@' : name.slice(0, -bought.length - 1)
  return { short, inFull: say('say.domainInFull', { name }), value }
}

function proofWords({ say, words }: Desk, { seen }: OwnDomain) {
  const { states } = words('domains')
  if (!seen) return { isRight: false, state: states.unseen, hint: '' }
  const { proof } = seen
  switch (proof.state) {
    case 'right':
      return { isRight: true, state: states.proofRight, hint: '' }
    case 'elsewhere':
      return {
        isRight: false,
        state: say('say.domainOtherProof', { found: proof.found.join(' · ') }),
        hint: '',
      }
    case 'unknown':
      return { isRight: false, state: states[proof.reason], hint: '' }
    default:
      return { isRight: false, state: states.missing, hint: '' }
  }
}

function pointerWords({ say, words }: Desk, { seen }: OwnDomain) {
  const { states } = words('domains')
  if (!seen) return { isRight: false, state: states.unseen, hint: '' }
  const { pointer } = seen
  switch (pointer.state) {
    case 'right':
      return { isRight: true, state: states.pointerRight, hint: '' }
    case 'elsewhere': {
      const found = pointer.found.map(spellOut).join(' · ')
      return { isRight: false, state: say('say.domainElsewhere', { found }), hint: states.proxied }
    }
    case 'unknown':
      return { isRight: false, state: states[pointer.reason], hint: '' }
    default:
      return { isRight: false, state: states.missing, hint: '' }
  }
}

/** Names a domain, looks at one, or puts a name into links. */
export async function domainAnswer(desk: Desk): Promise<FormAnswer> {
  const { ctx, request, words } = desk
  requireStaff(ctx, 'settings:change')
  const form = await readForm(request)
  const host = form.text('host')
  const intent = form.text('intent')
  const { errors } = words('domains')
  return mend(desk, { errors, values: { host } }, async (): Promise<CarriedOut> => {
    switch (intent) {
      case 'check':
        await checkDomain(ctx, { host })
        return { location: donePath(DOMAIN_PATH, 'domainChecked') }
      case 'main':
        await chooseMainHost(ctx, { host })
        return { location: donePath(DOMAIN_PATH, 'domainMain') }
      case 'redirect':
      case 'serve':
        await redirectHost(ctx, { host, redirects: intent === 'redirect' })
        return { location: donePath(DOMAIN_PATH, intent === 'redirect' ? 'domainSent' : 'domainServed') }
      default:
        await nameDomain(ctx, { host })
        return { location: donePath(DOMAIN_PATH, 'domainNamed') }
    }
  })
}

/** Asks whether a domain shall go. */
export async function removeDomainPage(desk: Desk) {
  const { ctx, params, say, words } = desk
  requireStaff(ctx, 'settings:change')
  requireFresh(ctx)
  const { domains } = await listDomains(ctx)
  const domain = domains.find(({ host }) => host === params['host'])
  if (!domain) throw new AppError('not_found', 'There is no such domain.')
  const title = say('say.domainRemove', { host: spellOut(domain.host) })
  return { pageTitle: titleOf(desk, title), title, href: DOMAIN_PATH, words: words('domains') }
}

export async function removeDomainAnswer(desk: Desk): Promise<FormAnswer> {
  const { ctx, params, words } = desk
  return mend(desk, { errors: words('domains').errors }, async (): Promise<CarriedOut> => {
    await removeDomain(ctx, { host: params['host'] ?? '' })
    return { location: donePath(DOMAIN_PATH, 'domainGone') }
  })
}
