import type { PictureView } from '../views/picture-view.server.ts'
import { Photo } from './photo.tsx'

export type PortraitProps = {
  initials: string
  tone: number
  photo: PictureView | null
  size?: 'small' | 'large'
}

/** A trainer's photo; without one initials over a figure, in colours of the studio that no neighbour has. */
export function Portrait({ initials, tone, photo, size = 'large' }: PortraitProps) {
  if (photo) {
    // Their name stands beside it.
    return <Photo {...photo} alt="" className={`portrait portrait-${size}`} sizes={widths[size]} />
  }
  return (
    <svg
      className={`portrait portrait-${size} portrait-tone-${tone}`}
      viewBox="0 0 120 120"
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
    >
      <rect className="portrait-ground" width="120" height="120" />
      <PortraitFigure tone={tone} />
      <text className="portrait-letters" x="60" y="62" textAnchor="middle" dominantBaseline="central">
        {initials}
      </text>
    </svg>
  )
}

/** Six figures, one per tone, so that portraits differ for those who see no colours too. */
function PortraitFigure({ tone }: { tone: number }) {
  const figures = [
    <circle key={0} cx="92" cy="92" r="58" />,
    <path key={1} d="M0 120A120 120 0 0 1 120 0V120Z" />,
    <path key={2} d="M0 60A60 60 0 0 1 120 60V120H0Z" />,
    <path key={3} d="M0 0H120L0 120Z" />,
    <path key={4} d="M60 0A60 60 0 0 1 60 120A60 60 0 0 1 60 0Z" />,
    <path key={5} d="M0 74C30 44 60 104 120 58V120H0Z" />,
  ]
  return <g className="portrait-figure">{figures[tone % figures.length]}</g>
}

const widths = { small: '2.5rem', large: '(min-width: 48rem) 20rem, 100vw' }
