import type { StartPage } from '../../views/admin/start-view.server.ts'
import { Link } from '../link.tsx'
import { CopyButton } from './copy-button.tsx'
import { DeskForm } from './desk-form.tsx'

/** Where clients book, to be passed on. */
export function SiteAddress({ page: { siteUrl, words } }: { page: StartPage }) {
  return (
    <section className="desk-section start-ready" aria-labelledby="ready">
      <h2 id="ready">{words.bookable}</h2>
      <p>{words.share}</p>
      <div className="desk-actions">
        <a className="text-link" href={siteUrl}>
          {siteUrl}
        </a>
        <CopyButton text={siteUrl} words={words} />
      </div>
    </section>
  )
}

/** What there is to try things out with: to be added, or taken away. */
export function Samples({ page, alert }: { page: StartPage; alert: string | undefined }) {
  const { hasSamples, samplesHref, words } = page
  return (
    <section className="desk-section start-samples" aria-labelledby="samples">
      <h2 id="samples">{words.samples.title}</h2>
      {hasSamples ? (
        <>
          <p>{words.samples.there}</p>
          <Link className="button button-quiet" to={samplesHref}>
            {words.samples.remove}
          </Link>
        </>
      ) : (
        <DeskForm alert={alert}>
          <p>{words.samples.offer}</p>
          <p>{words.samples.onSite}</p>
          <button className="button button-quiet" name="intent" value="add_samples">
            {words.samples.add}
          </button>
        </DeskForm>
      )}
    </section>
  )
}
