import type { MetaFunction } from '@remix-run/cloudflare'
import { Form, useLoaderData } from '@remix-run/react'
import { AuditChanges } from '../components/admin/audit-changes.tsx'
import { Empty } from '../components/admin/empty.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { SelectField } from '../components/access/select-field.tsx'
import { Cell, Row, RowHead, Table } from '../components/admin/table.tsx'
import { Field } from '../components/field.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { auditPage } from '../views/admin/audit-view.server.ts'

export const loader = atDesk(auditPage)

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

type Page = Awaited<ReturnType<typeof auditPage>>

export default function Audit() {
  const page = useLoaderData<typeof loader>()
  const { lines, isFiltered, earlierHref, newestHref, words } = page
  return (
    <>
      <PageHead title={words.title} intro={words.intro} />
      <Filter page={page} />
      {lines.length === 0 ? (
        <Empty
          title={isFiltered ? words.none : words.empty}
          text={isFiltered ? words.noneHint : words.emptyHint}
        />
      ) : null}
      {lines.length > 0 ? (
        <Table
          caption={words.title}
          columns={[words.what, words.who, words.when, words.about, words.changes]}
        >
          {lines.map((line) => (
            <Row key={line.id}>
              <RowHead>
                <span className="cell-what">{line.what}</span>
              </RowHead>
              <Cell label={words.who}>{line.who}</Cell>
              <Cell label={words.when}>
                <span className="cell-when">{line.when}</span>
              </Cell>
              <Cell label={words.about}>
                <Subject {...line.subject} />
              </Cell>
              <Cell label={words.changes}>
                {line.reason || line.changes.length > 0 ? (
                  <div>
                    {line.reason ? <p className="small">“{line.reason}”</p> : null}
                    <AuditChanges changes={line.changes} />
                  </div>
                ) : null}
              </Cell>
            </Row>
          ))}
        </Table>
      ) : null}
      <nav className="pages" aria-label={words.pages}>
        {newestHref ? (
          <Link className="button button-quiet" to={newestHref}>
            {words.newest}
          </Link>
        ) : null}
        {earlierHref ? (
          <Link className="button button-quiet" to={earlierHref}>
            {words.earlier}
          </Link>
        ) : null}
      </nav>
    </>
  )
}

/** What a line is about: by name, else by number; who asks further gets there. */
function Subject({ id, href, name }: Page['lines'][number]['subject']) {
  const shown = name || <code className="code-link">{id}</code>
  return href ? (
    <Link className="text-link" to={href}>
      {shown}
    </Link>
  ) : (
    <span>{shown}</span>
  )
}

/** A form that only asks: what it asks for stands in the address. */
function Filter({ page: { filter, isFiltered, people, deeds, words } }: { page: Page }) {
  return (
    <Form className="filter form-inline" key={JSON.stringify(filter)}>
      <SelectField
        name="what"
        label={words.what}
        options={deeds}
        empty={words.anything}
        defaultValue={filter.what}
      />
      <SelectField
        name="who"
        label={words.who}
        options={people}
        empty={words.anybody}
        defaultValue={filter.who}
      />
      <DayField name="from" label={words.from} value={filter.from} />
      <DayField name="to" label={words.to} value={filter.to} />
      <DayField name="about" label={words.subject} value={filter.about} type="text" />
      <div className="desk-actions">
        <button className="button button-quiet" type="submit">
          {words.filter}
        </button>
        {isFiltered ? (
          <Link className="button button-quiet" to="/admin/audit">
            {words.clear}
          </Link>
        ) : null}
      </div>
    </Form>
  )
}

type DayFieldProps = { name: string; label: string; value: string; type?: string }

function DayField({ name, label, value, type = 'date' }: DayFieldProps) {
  return (
    <Field name={name} type={type} label={label} autoComplete="off" defaultValue={value} error={undefined} />
  )
}
