import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { Empty } from '../components/admin/empty.tsx'
import { UploadForm } from '../components/admin/imports/upload-form.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { PageLinks } from '../components/admin/page-links.tsx'
import { Cell, Row, RowHead, Table } from '../components/admin/table.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { importsPage } from '../views/admin/imports-view.server.ts'

export const loader = atDesk(importsPage)

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function Imports() {
  const { imports, refused, links, words } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHead
        title={words.title}
        intro={words.intro}
        back={{ href: '/admin/clients', label: words.back }}
      />
      <section className="desk-section">
        <div className="panel">
          <h2>{words.upload.title}</h2>
          <UploadForm refused={refused} words={words.upload} />
        </div>
      </section>
      <section className="desk-section">
        <div className="desk-section-head">
          <h2>{words.all}</h2>
        </div>
        {imports.length === 0 ? (
          <Empty title={words.list.none} text={words.list.noneHint} />
        ) : (
          <Table caption={words.all} columns={[words.list.file, words.list.state, words.list.by]}>
            {imports.map(({ id, href, fileName, rows, state, isWaiting, at }) => (
              <Row key={id}>
                <RowHead>
                  <Link className="row-link" to={href}>
                    <span className="row-name">{fileName}</span>
                    <span className="row-under">{rows}</span>
                  </Link>
                </RowHead>
                <Cell label={words.list.state}>
                  <span className={`badge ${isWaiting ? 'badge-strong' : ''}`}>{state}</span>
                </Cell>
                <Cell label={words.list.by}>{at}</Cell>
              </Row>
            ))}
          </Table>
        )}
        <PageLinks label={words.list.pages} links={links} />
      </section>
    </>
  )
}
