/** The studio's sign: its initials in a shape that follows the theme's corners. */
export function Mark({ initials }: { initials: string }) {
  return (
    <span className="mark" aria-hidden="true">
      {initials}
    </span>
  )
}
