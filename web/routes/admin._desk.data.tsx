import type { MetaFunction } from '@remix-run/cloudflare'
import { Form, useLoaderData, useRevalidator } from '@remix-run/react'
import { useEffect } from 'react'
import { PageHead } from '../components/admin/page-head.tsx'
import { Cell, Row, RowHead, Table } from '../components/admin/table.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { studioDataAnswer, studioDataPage } from '../views/admin/studio-data-view.server.ts'

export const loader = atDesk(studioDataPage)
export const action = atDesk(studioDataAnswer)

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

/** How far it is changes this often. */
const LOOK_AGAIN_MS = 1_500

export default function StudioData() {
  const { state, progress, facts, tables, words } = useLoaderData<typeof loader>()
  const isMaking = state === 'making'
  useLookingAgain(isMaking)
  return (
    <>
      <PageHead title={words.title} intro={words.intro} />
      <section className="desk-section studio-file">
        <h2>{words.fileTitle}</h2>
        <p>{words.fileText}</p>
        <div aria-live="polite">
          {state === 'ready' ? <p>{facts}</p> : null}
          {state === 'failed' ? <p className="form-errors">{words.failed}</p> : null}
          {state === 'gone' ? <p>{words.gone}</p> : null}
          {isMaking ? <p>{words.making}</p> : null}
        </div>
        {progress ? (
          <progress
            className="work-progress"
            value={progress.done}
            max={Math.max(1, progress.all)}
            aria-label={words.progress}
          />
        ) : null}
        {isMaking ? <LookAgainWithoutScripts /> : null}
        <div className="desk-actions">
          {state === 'ready' ? (
            // A file is nothing that a page could show: the browser sends this form itself.
            <form method="post" action="/admin/data/file">
              <button className="button">{words.take}</button>
            </form>
          ) : null}
          {isMaking ? null : (
            <Form method="post">
              <button className={state === 'ready' ? 'button button-quiet' : 'button'}>
                {state === 'none' ? words.make : words.again}
              </button>
            </Form>
          )}
        </div>
        <details className="fold">
          <summary>{words.contents}</summary>
          <Table caption={words.contents} columns={[words.table, words.meaning]}>
            {tables.map(({ name, meaning }) => (
              <Row key={name}>
                <RowHead>
                  <code>{name}</code>
                </RowHead>
                <Cell label={words.meaning}>
                  <span lang="en">{meaning}</span>
                </Cell>
              </Row>
            ))}
          </Table>
        </details>
      </section>
    </>
  )
}

function useLookingAgain(isWaiting: boolean): void {
  const { revalidate, state } = useRevalidator()
  useEffect(() => {
    if (!isWaiting || state !== 'idle') return undefined
    const timer = setTimeout(revalidate, LOOK_AGAIN_MS)
    return () => clearTimeout(timer)
  }, [isWaiting, revalidate, state])
}

function LookAgainWithoutScripts() {
  return (
    <noscript>
      <meta httpEquiv="refresh" content="5" />
    </noscript>
  )
}
