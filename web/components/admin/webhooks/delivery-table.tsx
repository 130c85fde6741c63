import { Form } from '@remix-run/react'
import type { EndpointPage } from '../../../views/admin/webhooks/endpoint-view.server.ts'
import { Cell, Row, RowHead, Table } from '../table.tsx'

/** What was sent to an address, or is to be. */
export function DeliveryTable({ page: { rows, isActive, words } }: { page: EndpointPage }) {
  return (
    <Table
      caption={words.deliveries}
      columns={[words.event, words.when, words.status, words.attempts, words.answer, '']}
    >
      {rows.map((row) => (
        <Row key={row.id}>
          <RowHead>
            {row.what}
            <code className="row-under">{row.type}</code>
          </RowHead>
          <Cell label={words.when}>
            <span className="cell-when">{row.when}</span>
          </Cell>
          <Cell label={words.status}>
            <span>
              <span className={`badge ${row.badge}`}>{row.state}</span>
              {row.note ? <span className="row-under">{row.note}</span> : null}
            </span>
          </Cell>
          <Cell label={words.attempts}>{row.attempts}</Cell>
          <Cell label={words.answer}>{row.answer}</Cell>
          <Cell>
            {isActive && row.mayRepeat ? (
              <Form method="post" className="row-actions" preventScrollReset>
                <input type="hidden" name="delivery" value={row.id} />
                <button className="button button-quiet button-small" name="intent" value="again">
                  {words.again}
                  <span className="visually-hidden">
                    {' '}
                    {row.what} {row.when}
                  </span>
                </button>
              </Form>
            ) : null}
          </Cell>
        </Row>
      ))}
    </Table>
  )
}
