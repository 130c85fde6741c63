import { data } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { accessMeta } from '../components/access/access-meta.ts'
import { AccessPage } from '../components/access/access-page.tsx'
import { PostForm } from '../components/access/post-form.tsx'
import { Link } from '../components/link.tsx'
import { inPortal } from '../lib/portal.server.ts'
import { unsubscribeAnswer, unsubscribePage } from '../views/unsubscribe-view.server.ts'
import { statusOf } from '../views/access/or-spent.server.ts'

export const loader = inPortal(async (portal) => {
  const page = await unsubscribePage(portal)
  return data(page, { status: statusOf(page) })
})

/** What is done shows by the page itself, which is made anew. */
export const action = inPortal(async (portal) => {
  await unsubscribeAnswer(portal)
  return null
})

export const meta = accessMeta

export default function Unsubscribe() {
  const page = useLoaderData<typeof loader>()
  return (
    <AccessPage title={page.title} text={page.text}>
      {page.kind === 'open' ? (
        <PostForm>
          <input type="hidden" name="intent" value={page.isWanted ? 'stop' : 'undo'} />
          <button className={`button button-large${page.isWanted ? '' : ' button-quiet'}`} type="submit">
            {page.submit}
          </button>
        </PostForm>
      ) : null}
      <p>
        <Link className="text-link" to={page.way.href}>
          {page.way.label}
        </Link>
      </p>
    </AccessPage>
  )
}
