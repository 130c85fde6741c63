import { redirect, type MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { DeskForm } from '../components/admin/desk-form.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { samplesAnswer, samplesPage } from '../views/admin/start-view.server.ts'

export const loader = atDesk(samplesPage)

export const action = atDesk(async (desk) => {
  const answer = await samplesAnswer(desk)
  return 'location' in answer ? redirect(answer.location, 303) : answer
})

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function RemoveSamples() {
  const { href, listTitle, hasSamples, words } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const back = { href, label: listTitle }
  if (answer) {
    return (
      <>
        <PageHead title={words.title} back={back} />
        <output>{words.removed}</output>
        <ul className="start-kept">
          {answer.kept.map((one) => (
            <li key={one.key}>
              {one.kind}:{' '}
              <Link className="text-link" to={one.href}>
                {one.name}
              </Link>
            </li>
          ))}
        </ul>
      </>
    )
  }
  if (!hasSamples) return <PageHead title={words.title} intro={words.nothing} back={back} />
  return (
    <>
      <PageHead title={words.question} intro={words.text} back={back} />
      <DeskForm className="desk-actions">
        <button className="button button-danger">{words.confirm}</button>
        <Link className="button button-quiet" to={href}>
          {words.keep}
        </Link>
      </DeskForm>
    </>
  )
}
