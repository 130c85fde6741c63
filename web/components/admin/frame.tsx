import { Form, NavLink, useLocation } from '@remix-run/react'
import type { FormEvent, ReactNode } from 'react'
import type { FrameView } from '../../views/admin/frame-view.server.ts'
import { Mark } from '../mark.tsx'
import { FrameNotes } from './frame-notes.tsx'
import { Icon } from './icon.tsx'
import { leaveDesk } from './leave-desk.ts'
import { Palette, PaletteLink } from './palette/palette.tsx'
import { Toast } from './toast.tsx'
import { UnsavedGuard } from './unsaved-guard.tsx'

type FrameProps = { frame: FrameView; children: ReactNode }

/** The admin around a page: a rail at a desk, a bar under the thumb on a phone. */
export function Frame({ frame, children }: FrameProps) {
  return (
    <div className="desk">
      <div className="topbar">
        <StudioSign {...frame} />
        <PaletteLink words={frame.search} />
      </div>
      <Rail {...frame} />
      <main id="content" className="desk-main">
        <FrameNotes training={frame.training} visit={frame.visit} news={frame.news} words={frame.newsWords} />
        {children}
      </main>
      <UnsavedGuard words={frame.unsaved} />
      <Palette places={frame.places} words={frame.search} />
      <Toast toast={frame.toast} words={frame.words} />
      <Bar {...frame} />
    </div>
  )
}

function StudioSign({ studio }: Pick<FrameView, 'studio'>) {
  return (
    <NavLink className="desk-studio" to="/admin" end>
      <Mark initials={studio.initials} />
      <span className="desk-studio-name">{studio.name}</span>
    </NavLink>
  )
}

function Rail(frame: FrameView) {
  return (
    <div className="rail">
      <StudioSign {...frame} />
      <PaletteLink words={frame.search} />
      <nav aria-label={frame.words.menu}>
        {frame.groups.map(({ key, title, places }) => (
          <div key={key}>
            {title ? <p className="desk-group-title">{title}</p> : null}
            <Places places={places} />
          </div>
        ))}
      </nav>
      <div className="rail-person">
        <PersonSign {...frame} />
        <WaysOut {...frame} />
      </div>
    </div>
  )
}

function PersonSign({ person }: Pick<FrameView, 'person'>) {
  return (
    <div className="person">
      <span className="avatar" aria-hidden="true">
        {person.initials}
      </span>
      <div className="person-text">
        <p className="person-name">{person.name}</p>
        <p className="person-role">{person.role}</p>
      </div>
    </div>
  )
}

function Places({ places }: { places: FrameView['rest'] }) {
  return (
    <ul>
      {places.map(({ key, href, label }) => (
        <li key={key}>
          <NavLink className="desk-link" to={href} end={href === '/admin'}>
            <Icon name={key} />
            {label}
          </NavLink>
        </li>
      ))}
    </ul>
  )
}

/** To what clients see, and out: whole pages, for the frame is another there. */
function WaysOut({ words, leaving }: Pick<FrameView, 'words' | 'leaving'>) {
  const leave = async (event: FormEvent<HTMLFormElement>) => {
    const form = event.currentTarget
    event.preventDefault()
    if (await leaveDesk(leaving)) form.submit()
  }
  return (
    <>
      <a className="desk-link" href="/">
        <Icon name="away" />
        {words.openSite}
      </a>
      <Form method="post" action="/sign-out" reloadDocument onSubmit={(event) => void leave(event)}>
        <button className="desk-link" type="submit">
          <Icon name="leave" />
          {words.signOut}
        </button>
      </Form>
    </>
  )
}

function Bar(frame: FrameView) {
  const { pathname } = useLocation()
  const { bar, rest, words } = frame
  return (
    <nav className="bar" aria-label={words.menu}>
      <ul className="bar-places">
        {bar.map(({ key, href, label }) => (
          <li key={key}>
            <NavLink className="bar-place" to={href} end={href === '/admin'}>
              <Icon name={key} />
              {label}
            </NavLink>
          </li>
        ))}
        <li>
          {/* Closed again on the next page. */}
          <details className="bar-more" key={pathname}>
            <summary className="bar-place">
              <Icon name="more" />
              {words.more}
            </summary>
            <div className="bar-sheet">
              <PersonSign {...frame} />
              <Places places={rest} />
              <WaysOut {...frame} />
            </div>
          </details>
        </li>
      </ul>
    </nav>
  )
}
