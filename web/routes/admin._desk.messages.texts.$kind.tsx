import { data, type MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { TextEditor } from '../components/admin/messages/text-editor.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { textAnswer, textPage } from '../views/admin/messages/text-view.server.ts'

export const loader = atDesk(textPage)

export const action = atDesk(async (desk) => {
  const answer = await textAnswer(desk)
  return 'tested' in answer ? data(answer) : sendAnswer(answer)
})

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function Text() {
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { title, back, channels, languages, words } = page
  return (
    <>
      <PageHead title={title} back={back} />
      <Choice label={words.channel} links={channels} />
      <Choice label={words.language} links={languages} />
      <TextEditor page={page} answer={answer} key={page.formKey} />
    </>
  )
}

type ChoiceProps = { label: string; links: { label: string; href: string; isCurrent: boolean }[] }

/** Nothing where there is nothing to choose. */
function Choice({ label, links }: ChoiceProps) {
  if (links.length < 2) return null
  return (
    <nav className="tabs" aria-label={label}>
      {links.map((link) => (
        <Link
          className="tab"
          key={link.href}
          to={link.href}
          {...(link.isCurrent ? { 'aria-current': 'page' as const } : {})}
        >
          {link.label}
        </Link>
      ))}
    </nav>
  )
}
