import type { RefusedForm } from '../../../lib/form-answer.server.ts'
import type { PolicyPage, RehearsalView } from '../../../views/admin/setup/policy-view.server.ts'
import { Link } from '../../link.tsx'
import { DeskForm } from '../desk-form.tsx'
import { FieldList } from '../field-list.tsx'
import { Fold } from '../fold.tsx'
import { formFields } from '../form-fields.ts'
import { LiveSentence } from '../live-sentence.tsx'
import { PageHead } from '../page-head.tsx'
import { Cell, Row, RowHead, Table } from '../table.tsx'

/** A form that came back: with what is wrong, or with what its rules would have charged. */
export type PolicyCameBack = RefusedForm | { rehearsal: RehearsalView; values: Record<string, string> }

type PolicyEditorProps = { page: PolicyPage; answer: PolicyCameBack | undefined }

/** A policy in questions, with what it says in sentences, and tried on what was booked. */
export function PolicyEditor({ page, answer }: PolicyEditorProps) {
  const { title, version, isNew, edition, groups, languages, sentences, mayChange, mayRehearse, words } = page
  const refused = answer && 'errors' in answer ? answer : undefined
  const rehearsal = answer && 'rehearsal' in answer ? answer.rehearsal : undefined
  const typed = { ...page.values, ...answer?.values }
  const field = formFields(typed, refused)
  return (
    <>
      <PageHead title={title} intro={version} back={{ href: '/admin/policies', label: words.title }} />
      <DeskForm
        className="desk-form setup-form policy-form"
        alert={refused?.message}
        meanwhile={refused?.meanwhile}
        {...(isNew ? {} : { edition: typed['edition'] ?? edition })}
      >
        <LiveSentence action="/admin/policies/sentence" sentences={sentences} label={words.inWords} />
        {groups.map((group) => {
          const { key, title: heading, text, fields } = group
          const list = <FieldList fields={fields} field={field} languages={languages} units={words.units} />
          const isUsed = fields.some(({ name }) => typed[name] || refused?.errors[name])
          return key === 'mercy' ? (
            <Fold key={key} title={heading} note={text} isOpen={isUsed}>
              {list}
            </Fold>
          ) : (
            <section className="panel setup-group" aria-labelledby={`group-${key}`} key={key}>
              <div>
                <h2 id={`group-${key}`}>{heading}</h2>
                <p className="desk-intro">{text}</p>
              </div>
              {list}
            </section>
          )
        })}
        {rehearsal ? <RehearsalPanel rehearsal={rehearsal} words={words} /> : null}
        <div className="setup-save desk-actions">
          {mayChange ? (
            <button className="button" type="submit">
              {isNew ? words.make : words.save}
            </button>
          ) : null}
          {mayRehearse ? (
            <button className="button button-quiet" name="intent" value="rehearse">
              {words.rehearse}
            </button>
          ) : null}
        </div>
      </DeskForm>
    </>
  )
}

function RehearsalPanel({ rehearsal, words }: { rehearsal: RehearsalView; words: PolicyPage['words'] }) {
  const { range, would, was, lines, more } = rehearsal
  return (
    <section className="panel" aria-labelledby="rehearsal" aria-live="polite">
      <h2 id="rehearsal">{words.rehearsal}</h2>
      <p>{range}</p>
      <dl className="facts">
        <div className="fact">
          <dt>{words.would}</dt>
          <dd>{would}</dd>
        </div>
        <div className="fact">
          <dt>{words.was}</dt>
          <dd>{was}</dd>
        </div>
      </dl>
      {lines.length > 0 ? (
        <Table
          caption={words.rehearsal}
          columns={[words.when, words.what, words.outcome, words.amount, words.back]}
        >
          {lines.map((line) => (
            <Row key={line.id}>
              <RowHead>
                <Link className="text-link" to={line.href}>
                  {line.when}
                </Link>
              </RowHead>
              <Cell label={words.what}>{line.what}</Cell>
              <Cell label={words.outcome}>{line.outcome}</Cell>
              <Cell label={words.amount}>{line.amount}</Cell>
              <Cell label={words.back}>{line.was}</Cell>
            </Row>
          ))}
        </Table>
      ) : (
        <p className="desk-intro">{words.noLines}</p>
      )}
      {more ? <p className="soft">{more}</p> : null}
      <p className="field-hint">{words.rehearsalHint}</p>
    </section>
  )
}
