import { Link } from '../link.tsx'

type ListEndsProps = {
  zones: string[]
  moreHref: string | null
  newestHref: string | null
  words: { more: string; newest: string }
}

/** Below a list: whose clock its times are on, and the ways to its other pages. */
export function ListEnds({ zones, moreHref, newestHref, words }: ListEndsProps) {
  return (
    <>
      {zones.map((zone) => (
        <p className="soft small" key={zone}>
          {zone}
        </p>
      ))}
      {moreHref || newestHref ? (
        <p className="actions">
          {moreHref ? (
            <Link className="button button-quiet" to={moreHref}>
              {words.more}
            </Link>
          ) : null}
          {newestHref ? (
            <Link className="button button-quiet" to={newestHref}>
              {words.newest}
            </Link>
          ) : null}
        </p>
      ) : null}
    </>
  )
}
