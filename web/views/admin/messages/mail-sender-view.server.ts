import type { MailSender } from '../../../../tenants/mail-domain/get-mail-sender.ts'
import { requireStaff } from '../../../../tenants/access/require-staff.ts'
import { boughtName } from '../../../../tenants/domains/domain-name.ts'
import { spellOut } from '../../../../tenants/domains/spell-out.ts'
import { changeMailLocalPart } from '../../../../tenants/mail-domain/change-mail-local-part.ts'
import { checkMailDomain } from '../../../../tenants/mail-domain/check-mail-domain.ts'
import { getMailSender } from '../../../../tenants/mail-domain/get-mail-sender.ts'
import { nameMailDomain } from '../../../../tenants/mail-domain/name-mail-domain.ts'
import { removeMailDomain } from '../../../../tenants/mail-domain/remove-mail-domain.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import type { CarriedOut, FormAnswer } from '../../../lib/form-answer.server.ts'
import { readForm } from '../../../lib/read-form.server.ts'
import { mend } from '../mend.server.ts'
import { titleOf } from '../page-title.server.ts'
import { donePath } from '../toast.server.ts'

const SENDERS_PATH = '/admin/messages/senders'
const MAIL_PATH = `${SENDERS_PATH}/mail`

/** What the page of all senders says of mail, for `components/admin/messages/mail-sender-section.tsx`. */
export async function mailSenderSection(desk: Desk) {
  const { ctx, mayAny, studio, words } = desk
  const sender = await getMailSender(ctx)
  const labels = words('mailSender')
  const state = sender.mailDomain === null ? 'none' : sender.mailDomainState
  return {
    title: labels.title,
    state,
    stateLabel: labels.state[state],
    facts: [
      { label: labels.from, value: sender.from },
      { label: labels.answers, value: studio.contactEmail },
    ],
    note: sender.canHaveOwn ? '' : labels.nobody,
    way:
      mayAny('settings:change') && (sender.canHaveOwn || sender.mailDomain !== null)
        ? { href: MAIL_PATH, label: sender.mailDomain === null ? labels.setUp : labels.seeRecords }
        : null,
  }
}

export type MailSenderSection = Awaited<ReturnType<typeof mailSenderSection>>

/** The studio's own address: what to set where, and what a look at it found. */
export async function mailSenderPage(desk: Desk) {
  const { ctx, say, url, when, words } = desk
  requireStaff(ctx, 'settings:change')
  const sender = await getMailSender(ctx)
  const { mailDomain: domain, mailDomainState, mailDomainCheckedAt: checkedAt, mailLocalPart } = sender
  const labels = words('mailSender')
  const state = domain === null || mailDomainState === 'none' ? null : mailDomainState
  const isRemoving = domain !== null && url.searchParams.has('remove')
  return {
    pageTitle: titleOf(desk, isRemoving ? labels.removeTitle : labels.pageTitle),
    title: isRemoving ? labels.removeTitle : labels.pageTitle,
    isRemoving,
    canHaveOwn: sender.canHaveOwn,
    from: sender.from,
    domain: domain === null || state === null ? null : { name: spellOut(domain), sentName: domain, state },
    localPart: mailLocalPart,
    records:
      domain === null ? [] : sender.mailDomainRecords.map((record) => recordView(desk, domain, record)),
    looked: checkedAt === null ? '' : say('say.mailSenderLooked', { when: when(checkedAt) }),
    removeHref: `${MAIL_PATH}?remove`,
    href: MAIL_PATH,
    sendersHref: SENDERS_PATH,
    sendersLabel: words('messageTabs').senders,
    words: labels,
  }
}

export type MailSenderPage = Awaited<ReturnType<typeof mailSenderPage>>

/** As providers ask for it: without the domain that was bought. */
// oxlint-disable-next-line max-params
function recordView(
  { say, words }: Desk,
  domain: string,
  { purpose, type, name, value, priority, isFound }: MailSender['mailDomainRecords'][number],
) {
  const labels = words('mailSender')
  const bought = boughtName(domain)
  return {
    key: `${type} ${name}`,
    what: purpose === 'spf' && type === 'MX' ? labels.bounces : labels.purposes[purpose],
    type,
    short: name === bought ? '@' : name.endsWith(`.${bought}`) ? name.slice(0, -bought.length - 1) : name,
    inFull: say('say.mailRecordInFull', { name }),
    value,
    priority: priority === null ? '' : String(priority),
    isFound,
    state: isFound ? labels.found : labels.missing,
  }
}

/** Names a domain, looks at it, changes what is before the @, or gives it up. */
export async function mailSenderAnswer(desk: Desk): Promise<FormAnswer> {
  const { ctx, request, words } = desk
  requireStaff(ctx, 'settings:change')
  const form = await readForm(request)
  const [domain, localPart] = [form.text('domain'), form.text('localPart')]
  const { errors } = words('mailSender')
  return mend(desk, { errors, values: { domain, localPart } }, async (): Promise<CarriedOut> => {
    switch (form.text('intent')) {
      case 'check':
        await checkMailDomain(ctx)
        return { location: donePath(MAIL_PATH, 'mailDomainChecked') }
      case 'address':
        await changeMailLocalPart(ctx, { localPart })
        return { location: donePath(MAIL_PATH, 'saved') }
      case 'remove':
        await removeMailDomain(ctx)
        return { location: donePath(MAIL_PATH, 'mailDomainGone') }
      default:
        await nameMailDomain(ctx, { domain, localPart })
        return { location: donePath(MAIL_PATH, 'mailDomainNamed') }
    }
  })
}
