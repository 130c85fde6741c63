import type { MetaFunction } from '@remix-run/cloudflare'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { PageHead } from '../components/admin/page-head.tsx'
import { PersonCell } from '../components/admin/person-cell.tsx'
import { Cell, Row, RowHead, Table } from '../components/admin/table.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { staffAnswer, staffPage } from '../views/admin/staff-view.server.ts'

export const loader = atDesk(staffPage)

export const action = atDesk(async (desk) => sendAnswer(await staffAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

type Page = Awaited<ReturnType<typeof staffPage>>

export default function Staff() {
  const page = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const { members, mayChange, words } = page
  return (
    <>
      <PageHead title={words.title} intro={words.intro}>
        {mayChange ? (
          <Link className="button" to="/admin/staff/invite">
            {words.invite}
          </Link>
        ) : null}
      </PageHead>
      {refused ? (
        <p className="form-errors" role="alert">
          {refused.message}
        </p>
      ) : null}
      <Table
        caption={words.title}
        columns={[words.name, words.role, words.trainer, words.secondStep, words.lastSeen]}
      >
        {members.map((member) => (
          <Row key={member.id}>
            <RowHead>
              <PersonCell {...member} under={member.email} mark={member.isYou ? words.you : undefined} />
            </RowHead>
            <Cell label={words.role}>{member.role}</Cell>
            <Cell label={words.trainer}>{member.trainer}</Cell>
            <Cell label={words.secondStep}>{member.hasSecondFactor ? words.on : words.off}</Cell>
            <Cell label={words.lastSeen}>{member.lastSeen}</Cell>
          </Row>
        ))}
      </Table>
      <Invitations page={page} />
    </>
  )
}

function Invitations({ page: { invitations, mayChange, words } }: { page: Page }) {
  return (
    <section className="desk-section" aria-labelledby="invited">
      <h2 className="desk-section-head" id="invited">
        {words.pending}
      </h2>
      {invitations.length === 0 ? <p className="desk-intro">{words.pendingNone}</p> : null}
      {invitations.length > 0 ? (
        <Table caption={words.pending} columns={[words.name, words.role, words.works, '']}>
          {invitations.map(({ id, role, isOver, until, email, ...person }) => (
            <Row key={id}>
              <RowHead>
                <PersonCell {...person} under={email} />
              </RowHead>
              <Cell label={words.role}>{role}</Cell>
              <Cell label={words.works}>
                {isOver ? <span className="badge badge-warns">{words.isOver}</span> : until}
              </Cell>
              <Cell>
                {mayChange ? (
                  <Form method="post" className="row-actions">
                    <input type="hidden" name="invitation" value={id} />
                    <button className="button button-quiet button-small" name="intent" value="resend">
                      {words.resend}
                      <span className="visually-hidden"> {person.name}</span>
                    </button>
                    <button
                      className="button button-quiet button-small button-warns"
                      name="intent"
                      value="withdraw"
                    >
                      {words.withdraw}
                      <span className="visually-hidden"> {person.name}</span>
                    </button>
                  </Form>
                ) : null}
              </Cell>
            </Row>
          ))}
        </Table>
      ) : null}
    </section>
  )
}
