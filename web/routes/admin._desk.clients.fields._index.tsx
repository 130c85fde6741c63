import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { Empty } from '../components/admin/empty.tsx'
import { AddToList } from '../components/admin/list-editor.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { customFieldsPage, newFieldAnswer } from '../views/admin/clients/custom-fields-view.server.ts'

export const loader = atDesk(customFieldsPage)

export const action = atDesk(async (desk) => sendAnswer(await newFieldAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function CustomFields() {
  const { back, own, mayChange, words, ...form } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  return (
    <>
      <PageHead title={words.title} intro={words.intro} back={back} />
      {own.length === 0 ? <Empty title={words.none} text={words.noneHint} /> : null}
      <ul className="client-lines">
        {own.map(({ id, label, kind, choices, href }) => (
          <li className="client-line" key={id}>
            <span>
              <strong>{label}</strong>{' '}
              <span className="soft small">{[kind, choices].filter(Boolean).join(': ')}</span>
            </span>
            {href ? (
              <Link className="text-link small" to={href}>
                {words.change}
              </Link>
            ) : null}
          </li>
        ))}
      </ul>
      {mayChange ? <AddToList {...form} count={own.length} refused={refused} words={words} /> : null}
    </>
  )
}
