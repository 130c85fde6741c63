import { Link } from '../../link.tsx'
import { Empty } from '../empty.tsx'

type NoClassesProps = {
  page: {
    hasService: boolean
    newHref: string | null
    newServiceHref: string | null
    words: { noService: string; noServiceHint: string; newService: string; newSeries: string }
  }
  /** What is said where classes could be made. */
  title: string
  text: string
}

/** Where no class is: how to have one, from its service on. */
export function NoClasses({ page, title, text }: NoClassesProps) {
  const { hasService, newHref, newServiceHref, words } = page
  const next = hasService
    ? { title, text, href: newHref, label: words.newSeries }
    : { title: words.noService, text: words.noServiceHint, href: newServiceHref, label: words.newService }
  return (
    <div className="no-classes">
      <Empty title={next.title} text={next.text}>
        {next.href ? (
          <Link className="button" to={next.href}>
            {next.label}
          </Link>
        ) : null}
      </Empty>
    </div>
  )
}
