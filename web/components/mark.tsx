import type { Shell } from '../lib/shell.server.ts'

/** The studio's sign: its initials in a shape that follows the theme's corners. */
export function Mark({ initials }: { initials: string }) {
  return (
    <span className="mark" aria-hidden="true">
      {initials}
    </span>
  )
}

/** The studio's logo, or its sign, and its name where a logo does not say it. */
export function Wordmark({ logo, name, initials }: Pick<Shell, 'logo' | 'name' | 'initials'>) {
  return (
    <>
      {logo ? (
        <img
          className="logo"
          src={logo.src}
          width={logo.width}
          height={logo.height}
          alt={logo.isWordmark ? logo.alt || name : ''}
        />
      ) : (
        <Mark initials={initials} />
      )}
      {logo?.isWordmark ? null : <span className="wordmark-name">{name}</span>}
    </>
  )
}
