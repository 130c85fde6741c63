import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { Empty } from '../components/admin/empty.tsx'
import { AddToList } from '../components/admin/list-editor.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { groupsPage, newGroupAnswer } from '../views/admin/clients/groups-view.server.ts'

export const loader = atDesk(groupsPage)

export const action = atDesk(async (desk) => sendAnswer(await newGroupAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function ClientGroups() {
  const { back, groups, mayChange, words, ...form } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  return (
    <>
      <PageHead title={words.title} intro={words.intro} back={back} />
      {groups.length === 0 ? <Empty title={words.none} text={words.noneHint} /> : null}
      <ul className="client-lines">
        {groups.map(({ id, name, members, membersHref, ahead, href }) => (
          <li className="client-line" key={id}>
            <span>
              <strong>{name}</strong>{' '}
              <Link className="text-link small" to={membersHref}>
                {members}
              </Link>
              {ahead ? <span className="row-under">{ahead}</span> : null}
            </span>
            {href ? (
              <Link className="text-link small" to={href}>
                {words.change}
              </Link>
            ) : null}
          </li>
        ))}
      </ul>
      {mayChange ? <AddToList {...form} count={groups.length} refused={refused} words={words} /> : null}
    </>
  )
}
