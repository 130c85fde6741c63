import type { RefusedForm } from '../../../lib/form-answer.server.ts'
import type { clientPage } from '../../../views/admin/client-view.server.ts'
import { Field } from '../../field.tsx'
import { DeskForm } from '../desk-form.tsx'
import { Fold } from '../fold.tsx'

type Page = Awaited<ReturnType<typeof clientPage>>
type Family = Page['family']
type ClientFamilyProps = { page: Page; refused: RefusedForm | undefined }

/** Whom a client books for, each to be renamed or taken away, and room for more. */
export function ClientFamily({ page: { family, words }, refused }: ClientFamilyProps) {
  const { members, mayChange, labels } = family
  if (members.length === 0 && !mayChange) return null
  return (
    <section className="desk-section" aria-labelledby="family">
      <h2 className="desk-section-head" id="family">
        {words.family}
      </h2>
      {members.length === 0 ? <p className="desk-intro">{words.noFamily}</p> : null}
      {mayChange ? (
        <>
          {members.map((member) => (
            <Member member={member} labels={labels} refused={refused} key={member.id} />
          ))}
          <Fold title={labels.add} isOpen={refused?.values['intent'] === 'family_add'}>
            {/* Empty again after each. */}
            <MemberForm id="new" labels={labels} refused={refused} key={members.length} />
          </Fold>
        </>
      ) : (
        <ul className="lines">
          {members.map(({ id, name }) => (
            <li key={id}>{name}</li>
          ))}
        </ul>
      )}
    </section>
  )
}

type Labels = Family['labels']
type Shown = Family['members'][number]

function Member(props: { member: Shown; labels: Labels; refused: RefusedForm | undefined }) {
  const { member, refused } = props
  return (
    <Fold title={member.name} isOpen={refused?.values['member'] === member.id}>
      <MemberForm {...props} id={member.id} />
    </Fold>
  )
}

type MemberFormProps = {
  id: string
  labels: Labels
  refused: RefusedForm | undefined
  member?: Shown
}

function MemberForm({ id, labels, refused, member }: MemberFormProps) {
  const isAsked = member
    ? refused?.values['member'] === member.id
    : refused?.values['intent'] === 'family_add'
  const field = (name: 'firstName' | 'lastName') => ({
    id: `${name}-${id}`,
    name,
    label: labels[name],
    autoComplete: 'off',
    maxLength: 80,
    defaultValue: isAsked ? refused?.values[name] : member?.[name],
    error: isAsked ? refused?.errors[name] : undefined,
  })
  return (
    <DeskForm alert={isAsked ? refused?.message : undefined}>
      {member ? <input type="hidden" name="member" value={member.id} /> : null}
      <Field {...field('firstName')} />
      <Field {...field('lastName')} />
      <div className="desk-actions">
        <button
          className="button button-quiet"
          name="intent"
          value={member ? 'family_change' : 'family_add'}
          aria-label={member?.changeLabel}
        >
          {member ? labels.rename : labels.addButton}
        </button>
        {member ? (
          <button className="button button-quiet button-warns" name="intent" value="family_remove">
            {labels.remove}
          </button>
        ) : null}
      </div>
    </DeskForm>
  )
}
