/** Points back or on. */
export function Arrow({ direction }: { direction: 'back' | 'on' }) {
  return (
    <svg className="arrow" viewBox="0 0 24 24" aria-hidden="true">
      <path d={direction === 'back' ? 'M15 4L7 12L15 20' : 'M9 4L17 12L9 20'} />
    </svg>
  )
}
