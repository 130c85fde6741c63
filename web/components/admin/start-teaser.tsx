import { Link } from '../link.tsx'

type StartTeaserProps = { teaser: { label: string; under: string } | null }

/** The way to a new studio's first steps. */
export function StartTeaser({ teaser }: StartTeaserProps) {
  if (!teaser) return null
  return (
    <Link className="start-teaser" to="/admin/start">
      <strong>{teaser.label}</strong>
      <span>{teaser.under}</span>
    </Link>
  )
}
