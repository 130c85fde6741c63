import { Link } from '@remix-run/react'
import type { RefusedForm } from '../../../lib/form-answer.server.ts'
import type { ServicePage } from '../../../views/admin/setup/service-view.server.ts'
import { DeskForm } from '../desk-form.tsx'
import { FieldList } from '../field-list.tsx'
import { Fold } from '../fold.tsx'
import { formFields, type FormField } from '../form-fields.ts'
import { LiveSentence } from '../live-sentence.tsx'
import { PageHead } from '../page-head.tsx'
import { PhotoSection } from '../photo-form.tsx'
import { GiversList, UsesList } from './service-lists.tsx'

type ServiceEditorProps = { page: ServicePage; refused: RefusedForm | undefined }

/** Everything about a service: what matters first, what seldom does folded below. */
export function ServiceEditor({ page, refused }: ServiceEditorProps) {
  const { kind, title, values, isNew, isArchived, edition, sentences, mayChange, words } = page
  const field = formFields(values, refused)
  return (
    <>
      <PageHead
        title={title}
        back={{ href: '/admin/services', label: words.title }}
        {...(isArchived ? { intro: words.isArchived } : {})}
      >
        {isNew ? null : <Ways page={page} />}
      </PageHead>
      {isNew ? <KindTabs kind={kind} kindHrefs={page.kindHrefs} words={words} /> : null}
      <DeskForm
        className="desk-form setup-form"
        key={kind}
        alert={refused?.message}
        meanwhile={refused?.meanwhile}
        {...(isNew ? {} : { edition: refused?.values['edition'] ?? edition })}
      >
        <input type="hidden" name="kind" value={kind} />
        <LiveSentence action="/admin/services/sentence" sentences={sentences} label={words.summary} />
        {page.groups.map((group) => (
          <Group key={group.key} group={group} page={page} field={field} refused={refused} />
        ))}
        {mayChange ? (
          <div className="setup-save">
            <button className="button" type="submit">
              {isNew ? words.make : words.save}
            </button>
          </div>
        ) : null}
      </DeskForm>
      <PhotoSection part={page.photo} />
      {isNew || !mayChange ? null : <EndOrRestore page={page} />}
    </>
  )
}

function Ways({ page: { likeHref, siteHref, mayChange, words } }: { page: ServicePage }) {
  return (
    <>
      {siteHref ? (
        <a className="button button-quiet" href={siteHref}>
          {words.seeOnSite}
        </a>
      ) : null}
      {mayChange ? (
        <Link className="button button-quiet" to={likeHref}>
          {words.duplicate}
        </Link>
      ) : null}
    </>
  )
}

function KindTabs({ kind, kindHrefs, words }: Pick<ServicePage, 'kind' | 'kindHrefs' | 'words'>) {
  return (
    <nav className="kind-tabs" aria-label={words.kind}>
      {(['appointment', 'class'] as const).map((one) => (
        <Link
          key={one}
          to={kindHrefs[one]}
          aria-current={one === kind ? 'page' : undefined}
          preventScrollReset
          replace
        >
          <strong>{words.kinds[one]}</strong>
          <span>{words.kindTexts[one]}</span>
        </Link>
      ))}
    </nav>
  )
}

type GroupProps = {
  group: ServicePage['groups'][number]
  page: ServicePage
  field: (name: string) => FormField
  refused: RefusedForm | undefined
}

function Group({ group: { key, title, text, isFolded, fields }, page, field, refused }: GroupProps) {
  const { languages, parts, words } = page
  if (key === 'where' && fields.length === 0 && parts.pools.length === 0) return null
  const body = (
    <>
      <FieldList fields={fields} field={field} languages={languages} units={words.units} />
      {key === 'who' ? <GiversList page={page} field={field} /> : null}
      {key === 'where' ? <UsesList page={page} field={field} /> : null}
    </>
  )
  const isWrong = fields.some(({ name }) => refused?.errors[name] !== undefined)
  if (isFolded) {
    return (
      <Fold title={title} note={text} isOpen={isWrong}>
        {body}
      </Fold>
    )
  }
  return (
    <section className="panel setup-group" aria-labelledby={`group-${key}`}>
      <div>
        <h2 id={`group-${key}`}>{title}</h2>
        <p className="desk-intro">{text}</p>
      </div>
      {body}
    </section>
  )
}

function EndOrRestore({ page: { isArchived, words } }: { page: ServicePage }) {
  return (
    <section className="desk-section" aria-labelledby="end">
      <h2 className="desk-section-head" id="end">
        {isArchived ? words.restoreTitle : words.archiveTitle}
      </h2>
      <p className="desk-intro">{isArchived ? words.restoreText : words.archiveText}</p>
      <DeskForm>
        <button
          className={isArchived ? 'button' : 'button button-quiet button-warns'}
          name="intent"
          value={isArchived ? 'restore' : 'archive'}
        >
          {isArchived ? words.restore : words.archive}
        </button>
      </DeskForm>
    </section>
  )
}
