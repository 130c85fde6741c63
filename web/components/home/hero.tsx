import type { HomeView } from '../../views/home-view.server.ts'
import { Link } from '../link.tsx'

/** Whether a name can be set as large as a poster's. */
const isShort = (name: string): boolean =>
  name.length <= 16 && name.split(' ').every((word) => word.length <= 8)

/** Name, promise and the one thing to do. How it is laid out is the theme's choice (`styles/hero.css`). */
export function Hero({ name, tagline, place, bookHref, words }: HomeView) {
  return (
    <section className="hero">
      <div className="hero-art" aria-hidden="true" />
      <div className="hero-text">
        <h1 className={isShort(name) ? 'hero-title' : 'hero-title hero-title-long'}>{name}</h1>
        {tagline ? <p className="hero-tagline">{tagline}</p> : null}
        <div className="actions">
          <Link className="button button-large" to={bookHref}>
            {words.bookNow}
          </Link>
          <a className="button button-large button-quiet" href="#services">
            {words.seeServices}
          </a>
        </div>
        <p className="hero-place">{place.address || place.name}</p>
      </div>
    </section>
  )
}
