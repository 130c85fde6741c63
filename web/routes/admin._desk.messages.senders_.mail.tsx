import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { DeskForm } from '../components/admin/desk-form.tsx'
import { MailAddressForm, MailDomainCard } from '../components/admin/messages/mail-domain-card.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { mailSenderAnswer, mailSenderPage } from '../views/admin/messages/mail-sender-view.server.ts'

export const loader = atDesk(mailSenderPage)

export const action = atDesk(async (desk) => sendAnswer(await mailSenderAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function MailSender() {
  const page = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const { title, domain, from, href, isRemoving, canHaveOwn, sendersHref, sendersLabel, words } = page
  const alert = refused?.message ? (
    <p className="form-errors" role="alert">
      {refused.message}
    </p>
  ) : null
  if (isRemoving) {
    return (
      <>
        <PageHead title={title} intro={words.removeText} back={{ href, label: words.pageTitle }} />
        {alert}
        <DeskForm className="desk-section desk-form">
          <div className="desk-actions">
            <button className="button button-danger" name="intent" value="remove">
              {words.remove}
            </button>
            <Link className="button button-quiet" to={href}>
              {words.keep}
            </Link>
          </div>
        </DeskForm>
      </>
    )
  }
  return (
    <>
      <PageHead title={title} intro={words.intro} back={{ href: sendersHref, label: sendersLabel }} />
      {alert}
      <p className="domain-notice">
        {words.from}: <strong className="domain-name">{from}</strong>
      </p>
      {domain ? <MailDomainCard page={page} domain={domain} /> : null}
      {canHaveOwn ? (
        <MailAddressForm page={page} refused={refused} />
      ) : (
        <p className="panel domain-notice">{words.nobody}</p>
      )}
    </>
  )
}
