import { Form } from '@remix-run/react'
import type { PicturesPage } from '../../../views/admin/site/pictures-view.server.ts'
import { DeskForm } from '../desk-form.tsx'
import { Empty } from '../empty.tsx'
import { Fold } from '../fold.tsx'
import { formFields } from '../form-fields.ts'
import { LocalizedField } from '../localized-field.tsx'

/** Every picture there is, what it is for, and whether the site shows it. */
export function PictureList({ page }: { page: PicturesPage }) {
  const { pictures, mayChange, words } = page
  const { pictures: labels } = words
  if (pictures.length === 0) return <Empty title={labels.none} text={labels.noneText} />
  return (
    <section className="desk-section" aria-labelledby="pictures">
      <h2 className="desk-section-head" id="pictures">
        {labels.list}
      </h2>
      <ul className="picture-list">
        {pictures.map(({ id, src, width, height, alt, purpose, isInUse, size, texts }) => (
          <li className="picture-card" key={id}>
            <img src={src} width={width} height={height} alt={alt} loading="lazy" />
            <div className="picture-card-text">
              <p className="picture-card-name">
                {purpose} <span className="soft">{size}</span>
              </p>
              {alt ? <p>{alt}</p> : null}
              <p className="soft">{isInUse ? labels.inUse : labels.notInUse}</p>
              {mayChange ? <Description id={id} texts={texts} page={page} /> : null}
              {mayChange && !isInUse ? (
                <Form method="post" encType="multipart/form-data">
                  <input type="hidden" name="picture" value={id} />
                  <button
                    className="text-button"
                    name="intent"
                    value="remove"
                    aria-label={`${labels.remove}: ${alt || purpose}`}
                  >
                    {labels.remove}
                  </button>
                </Form>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

type DescriptionProps = { id: string; texts: Record<string, string>; page: PicturesPage }

/** What is said in place of it, to be changed. */
function Description({ id, texts, page: { languages, words } }: DescriptionProps) {
  const { pictures: labels } = words
  const field = formFields(texts, undefined)
  // The page has this form once for every picture.
  const ownField = (name: string) => {
    const own = { ...field(name), id: `${name}-${id}` }
    return own
  }
  return (
    <Fold title={labels.alt}>
      <DeskForm encType="multipart/form-data" key={Object.values(texts).join('|')}>
        <input type="hidden" name="picture" value={id} />
        <LocalizedField
          name="alt"
          label={labels.alt}
          hint={labels.altHint}
          languages={languages}
          field={ownField}
          maxLength={200}
        />
        <button className="button button-quiet button-small" name="intent" value="describe">
          {labels.altSave}
        </button>
      </DeskForm>
    </Fold>
  )
}
