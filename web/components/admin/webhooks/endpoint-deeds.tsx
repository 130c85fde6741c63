import { Form } from '@remix-run/react'
import type { EndpointPage } from '../../../views/admin/webhooks/endpoint-view.server.ts'
import { Link } from '../../link.tsx'

/** How an address is doing, and what can be done about it. */
export function EndpointDeeds({ page }: { page: EndpointPage }) {
  const { status, badge, note, events, failingSince, oldSecretUntil, isActive, path, words } = page
  return (
    <>
      <dl className="panel facts">
        <dt>{words.status}</dt>
        <dd>
          <span className={`badge ${badge}`}>{status}</span>
          {note ? <span className="row-under">{note}</span> : null}
        </dd>
        {failingSince ? (
          <>
            <dt>{words.failingSince}</dt>
            <dd>{failingSince}</dd>
          </>
        ) : null}
        <dt>{words.events}</dt>
        <dd>{events.join(' · ')}</dd>
        {oldSecretUntil ? (
          <>
            <dt>{words.oldSecret}</dt>
            <dd>{oldSecretUntil}</dd>
          </>
        ) : null}
      </dl>
      <div className="desk-actions webhook-deeds">
        <Form method="post" className="desk-actions">
          <button className="button" name="intent" value="test">
            {words.test}
          </button>
          <button className="button button-quiet" name="intent" value={isActive ? 'pause' : 'enable'}>
            {isActive ? words.pause : words.enable}
          </button>
        </Form>
        <Link className="button button-quiet" to={`${path}/change`}>
          {words.change}
        </Link>
        <Link className="button button-quiet" to={`${path}/secret`}>
          {words.rotate}
        </Link>
        <Link className="button button-quiet button-warns" to={`${path}/delete`}>
          {words.delete}
        </Link>
      </div>
    </>
  )
}
