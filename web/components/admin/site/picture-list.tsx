import { Form } from '@remix-run/react'
import type { PicturesPage } from '../../../views/admin/site/pictures-view.server.ts'
import { Empty } from '../empty.tsx'

/** Every picture there is, what it is for, and whether the site shows it. */
export function PictureList({ page: { pictures, mayChange, words } }: { page: PicturesPage }) {
  const { pictures: labels } = words
  if (pictures.length === 0) return <Empty title={labels.none} text={labels.noneText} />
  return (
    <section className="desk-section" aria-labelledby="pictures">
      <h2 className="desk-section-head" id="pictures">
        {labels.list}
      </h2>
      <ul className="picture-list">
        {pictures.map(({ id, src, width, height, alt, purpose, isInUse, size }) => (
          <li className="picture-card" key={id}>
            <img src={src} width={width} height={height} alt={alt} loading="lazy" />
            <div className="picture-card-text">
              <p className="picture-card-name">
                {purpose} <span className="soft">{size}</span>
              </p>
              {alt ? <p>{alt}</p> : null}
              <p className="soft">{isInUse ? labels.inUse : labels.notInUse}</p>
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
