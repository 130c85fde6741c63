type StatusBadgeProps = { badge: { status: string; label: string; look: string } }

/** How a booking stands, in a word. */
export function StatusBadge({ badge }: StatusBadgeProps) {
  return (
    <span className={`badge ${badge.look}`} data-status={badge.status}>
      {badge.label}
    </span>
  )
}
