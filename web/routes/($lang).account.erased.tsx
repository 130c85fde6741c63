import { useLoaderData } from '@remix-run/react'
import { accessMeta } from '../components/access/access-meta.ts'
import { Link } from '../components/link.tsx'
import { inPortal } from '../lib/portal.server.ts'
import { erasedPage } from '../views/account/data-view.server.ts'

export const loader = inPortal(erasedPage)

export const meta = accessMeta

/** For who has just been forgotten: nobody is signed in any more. */
export default function Erased() {
  const { title, text, bookHref, book } = useLoaderData<typeof loader>()
  return (
    <main id="content" className="booking">
      <h1 className="booking-title">{title}</h1>
      <p className="lead">{text}</p>
      <Link className="button button-large" to={bookHref}>
        {book}
      </Link>
    </main>
  )
}
