import type { MetaFunction } from '@remix-run/cloudflare'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { Empty } from '../components/admin/empty.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { SettingsTabs } from '../components/admin/setup/settings-tabs.tsx'
import { Cell, Row, RowHead, Table } from '../components/admin/table.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { supportAnswer, supportPage } from '../views/admin/support-view.server.ts'

export const loader = atDesk(supportPage)

export const action = atDesk(async (desk) => sendAnswer(await supportAnswer(desk)))

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function Support() {
  const page = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const { visits, words } = page
  const { columns } = words
  return (
    <>
      <PageHead title={words.title} intro={words.intro} />
      <SettingsTabs words={words} mayChange={page.mayChange} />
      {refused?.message ? (
        <p className="form-errors" role="alert">
          {refused.message}
        </p>
      ) : null}
      {page.isOwnerAsked ? <p className="desk-intro">{words.ownerOnly}</p> : null}
      {visits.length === 0 ? (
        <Empty title={words.none} text={words.noneText} />
      ) : (
        <Table caption={words.title} columns={[columns.who, columns.why, columns.when, columns.state, '']}>
          {visits.map((visit) => (
            <Row key={visit.id}>
              <RowHead>{visit.who}</RowHead>
              <Cell label={columns.why}>{visit.reason}</Cell>
              <Cell label={columns.when}>{visit.time}</Cell>
              <Cell label={columns.state}>{visit.state}</Cell>
              <Cell>{visit.isOpen && page.mayEnd ? <Deeds visit={visit} /> : null}</Cell>
            </Row>
          ))}
        </Table>
      )}
    </>
  )
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>

/** What can be said of a visit that is going on. */
function Deeds({ visit }: { visit: Page['visits'][number] }) {
  const { mayAllow, words } = useLoaderData<typeof loader>()
  const ofWhom = <span className="visually-hidden"> {visit.who}</span>
  return (
    <Form method="post" className="row-actions" preventScrollReset>
      <input type="hidden" name="visit" value={visit.id} />
      {mayAllow ? (
        <button
          className="button button-quiet button-small"
          name="intent"
          value={visit.mayChange ? 'forbid' : 'allow'}
        >
          {visit.mayChange ? words.forbid : words.allow}
          {ofWhom}
        </button>
      ) : null}
      <button className="button button-quiet button-small button-warns" name="intent" value="end">
        {words.end}
        {ofWhom}
      </button>
    </Form>
  )
}
