import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { ImportMap } from '../components/admin/imports/import-map.tsx'
import { ImportRows } from '../components/admin/imports/import-rows.tsx'
import { DeskForm } from '../components/admin/desk-form.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { ProgressBar } from '../components/admin/progress-bar.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { useLookAgain } from '../lib/use-look-again.ts'
import { importAnswer, importPage } from '../views/admin/import-view.server.ts'

export const loader = atDesk(importPage)

export const action = atDesk(async (desk) => sendAnswer(await importAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function ImportOfClients() {
  const page = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const { title, state, isWorking, progress, failure, map, rows, ready, done, words } = page
  useLookAgain(isWorking)
  return (
    <>
      <PageHead title={title} intro={state} back={{ href: '/admin/imports', label: words.all }} />
      {progress ? (
        <section className="panel" aria-live="polite">
          {/* Without scripts the page looks again by itself. */}
          <noscript>
            <meta httpEquiv="refresh" content="3" />
          </noscript>
          <ProgressBar {...progress} />
          <p className="desk-intro">{words.working.leave}</p>
          <noscript>
            <a className="text-link" href="?">
              {words.working.again}
            </a>
          </noscript>
        </section>
      ) : null}
      {failure ? <p className="panel panel-danger">{failure}</p> : null}
      {refused?.message && !map ? (
        <p className="form-errors" role="alert">
          {refused.message}
        </p>
      ) : null}
      {map ? <ImportMap map={map} refused={refused} words={words.map} /> : null}
      {rows ? (
        <ImportRows rows={rows} isOver={done !== null} words={words.preview}>
          {ready ? (
            <DeskForm className="import-actions">
              {ready.button ? (
                <button className="button" type="submit" name="intent" value="import">
                  {ready.button}
                </button>
              ) : (
                <p>{words.preview.nothing}</p>
              )}
              <button className="button button-quiet" type="submit" name="intent" value="columns">
                {words.preview.columns}
              </button>
              <button
                className="button button-quiet button-warns"
                type="submit"
                name="intent"
                value="discard"
              >
                {words.map.discard}
              </button>
            </DeskForm>
          ) : null}
          {done ? (
            <div className="import-actions">
              <Link className="button" to="/admin/clients">
                {words.done.seeClients}
              </Link>
              {done.undoHref ? (
                <Link className="button button-quiet button-warns" to={done.undoHref}>
                  {words.done.undo}
                </Link>
              ) : null}
              <p className="desk-intro">{done.until}</p>
            </div>
          ) : null}
        </ImportRows>
      ) : null}
    </>
  )
}
