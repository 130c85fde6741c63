import type { ReactNode } from 'react'
import type { Messages } from '../../../i18n/en.ts'
import type { ImportPage } from '../../../views/admin/import-view.server.ts'
import { Link } from '../../link.tsx'
import { Empty } from '../empty.tsx'
import { PageLinks } from '../page-links.tsx'
import { Cell, Row, RowHead, Table } from '../table.tsx'

type ImportRowsProps = {
  rows: NonNullable<ImportPage['rows']>
  isOver: boolean
  words: Messages['imports']['preview']
  /** What can be done now. */
  children: ReactNode
}

const BADGES: Record<string, string> = { create: 'badge-strong', refuse: 'badge-warns', skip: 'badge-faint' }

/** What becomes of each row, or became: counts that are filters, and a page of rows with why. */
export function ImportRows({
  rows: { counts, rows, links, refusedHref },
  isOver,
  words,
  children,
}: ImportRowsProps) {
  const what = isOver ? words.happened : words.what
  return (
    <section className="desk-section">
      <nav className="import-counts" aria-label={words.show}>
        {counts.map(({ key, label, count, href, isOn }) => (
          <Link
            className="import-count"
            key={key}
            to={href}
            aria-current={isOn ? 'true' : undefined}
            preventScrollReset
          >
            <strong>{count}</strong>
            <span>{label}</span>
          </Link>
        ))}
      </nav>
      {rows.length === 0 ? (
        <Empty title={words.none} text={words.noneHint} />
      ) : (
        <Table caption={what} columns={[words.row, words.who, what]}>
          {rows.map(({ row, who, verdict, outcome, why, clientHref }) => (
            <Row key={row}>
              <Cell label={words.row}>{row}</Cell>
              <RowHead>
                {clientHref && isOver ? (
                  <Link className="text-link" to={clientHref}>
                    {who}
                  </Link>
                ) : (
                  <span className="row-name">{who}</span>
                )}
              </RowHead>
              <Cell label={what}>
                <span>
                  <span className={`badge ${BADGES[verdict] ?? ''}`}>{outcome}</span>{' '}
                  <span className="import-samples">{why}</span>
                </span>
              </Cell>
            </Row>
          ))}
        </Table>
      )}
      <PageLinks label={words.show} links={links} />
      {refusedHref ? (
        <p className="import-actions">
          <a className="text-link" href={refusedHref} download>
            {words.download}
          </a>
        </p>
      ) : null}
      {children}
    </section>
  )
}
