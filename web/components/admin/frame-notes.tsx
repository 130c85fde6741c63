import type { FrameView } from '../../views/admin/frame-view.server.ts'

type FrameNotesProps = Pick<FrameView, 'training' | 'visit' | 'news'> & { words: NewsWords }

/** Above every page: that this is a training copy, that support is here, and what the platform tells the studio. */
export function FrameNotes({ training, visit, news, words }: FrameNotesProps) {
  return (
    <>
      {training ? (
        <section className="frame-note frame-training" aria-label={training.label}>
          <p>
            <strong>{training.text}</strong>
          </p>
        </section>
      ) : null}
      {visit ? (
        <section className="frame-note frame-visit" aria-label={visit.words.label}>
          <p>
            <strong>{visit.text}</strong> {visit.mayChange ? visit.words.changes : visit.words.looks}
          </p>
          {/* Of the Worker's own: a whole page. */}
          <form method="post" action="/support/end">
            <button className="button button-quiet button-small" type="submit">
              {visit.words.end}
            </button>
          </form>
        </section>
      ) : null}
      {news.map(({ id, kind, text, mayPutAway, back }) => (
        <section className={`frame-note frame-${kind}`} aria-label={words.label} key={id}>
          <p>{text}</p>
          {mayPutAway ? (
            <form method="post" action="/admin/news">
              <input type="hidden" name="id" value={id} />
              <input type="hidden" name="back" value={back} />
              <button className="button button-quiet button-small" type="submit">
                {words.read}
              </button>
            </form>
          ) : null}
        </section>
      ))}
    </>
  )
}

type NewsWords = { label: string; read: string }
