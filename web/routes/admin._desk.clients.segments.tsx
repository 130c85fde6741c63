import type { MetaFunction } from '@remix-run/cloudflare'
import { Form, useLoaderData } from '@remix-run/react'
import { PageHead } from '../components/admin/page-head.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { segmentsAnswer, segmentsPage } from '../views/admin/clients/segments-view.server.ts'

export const loader = atDesk(segmentsPage)

export const action = atDesk(async (desk) => sendAnswer(await segmentsAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function Segments() {
  const { back, builtIn, own, mayChange, words } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHead title={words.title} intro={words.intro} back={back} />
      <section className="desk-section" aria-labelledby="built-in">
        <h2 className="desk-section-head" id="built-in">
          {words.builtIn}
        </h2>
        <ul className="cards">
          {builtIn.map(({ id, href, name, text }) => (
            <li key={id}>
              <Link className="card-link" to={href}>
                <span className="card-title">{name}</span>
                <span className="card-text">{text}</span>
              </Link>
            </li>
          ))}
        </ul>
      </section>
      <section className="desk-section" aria-labelledby="own">
        <h2 className="desk-section-head" id="own">
          {words.own}
        </h2>
        {own.length === 0 ? <p className="desk-intro">{words.none}</p> : null}
        <ul className="client-lines">
          {own.map(({ id, href, name, deleteLabel }) => (
            <li className="client-line" key={id}>
              <Link className="text-link" to={href}>
                {name}
              </Link>
              {mayChange ? (
                <Form method="post">
                  <input type="hidden" name="segment" value={id} />
                  <button className="text-button" aria-label={deleteLabel}>
                    {words.delete}
                  </button>
                </Form>
              ) : null}
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}
