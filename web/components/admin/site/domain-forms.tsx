import type { RefusedForm } from '../../../lib/form-answer.server.ts'
import type { DomainPage } from '../../../views/admin/site/domain-view.server.ts'
import { Field } from '../../field.tsx'
import { DeskForm } from '../desk-form.tsx'
import { formFields } from '../form-fields.ts'

/** One more domain. */
export function AddDomain({ page, refused }: { page: DomainPage; refused: RefusedForm | undefined }) {
  const { domains, words } = page
  const field = formFields({}, refused)
  return (
    <section className="desk-section" aria-labelledby="add">
      <h2 className="desk-section-head" id="add">
        {words.addTitle}
      </h2>
      {/* Empty again after each. */}
      <DeskForm key={domains.length}>
        <Field
          {...field('host')}
          label={words.host}
          hint={words.hostHint}
          inputMode="url"
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          maxLength={300}
          isRequired
        />
        <button className="button" type="submit">
          {words.add}
        </button>
      </DeskForm>
    </section>
  )
}

/** Every name at which the site can be reached, and which one links carry. */
export function DomainHosts({ page: { hosts, mayChange, words } }: { page: DomainPage }) {
  return (
    <section className="desk-section" aria-labelledby="hosts">
      <h2 className="desk-section-head" id="hosts">
        {words.hostsTitle}
      </h2>
      <ul className="legal-list">
        {hosts.map(({ host, name, isMain, isGiven, mayBeMain, redirects }) => (
          <li className="legal-row" key={host}>
            <span className="domain-name">
              {name} {isGiven ? <span className="soft">({words.given})</span> : null}
            </span>
            {isMain ? <span className="badge badge-strong">{words.main}</span> : null}
            {redirects ? <span className="badge">{words.redirects}</span> : null}
            {!isMain && mayChange ? (
              <DeskForm className="domain-row-form" preventScrollReset>
                <input type="hidden" name="host" value={host} />
                <button
                  className="button button-quiet button-small"
                  name="intent"
                  value={redirects ? 'serve' : 'redirect'}
                  aria-label={`${redirects ? words.serve : words.redirect}: ${name}`}
                >
                  {redirects ? words.serve : words.redirect}
                </button>
              </DeskForm>
            ) : null}
            {mayBeMain && mayChange ? (
              <DeskForm className="domain-row-form">
                <input type="hidden" name="host" value={host} />
                <button
                  className="button button-quiet button-small"
                  name="intent"
                  value="main"
                  aria-label={`${words.makeMain}: ${name}`}
                >
                  {words.makeMain}
                </button>
              </DeskForm>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}
