import type { HomeView } from '../../views/home-view.server.ts'
import { Link } from '../link.tsx'
import { Photo } from '../photo.tsx'

/** Whether a name can be set as large as a poster's, without a word being broken in two on a phone. */
const isShort = (name: string): boolean =>
  name.length <= 16 && name.split(' ').every((word) => word.length <= 6)

/** Name, promise and the one thing to do. How it is laid out is the theme's choice (`styles/hero.css`). */
export function Hero({ name, promise, heroPhoto, sections, place, bookHref, words }: HomeView) {
  return (
    <section className="hero">
      {heroPhoto ? (
        <div className="hero-art">
          <Photo {...heroPhoto} className="hero-photo" sizes="(min-width: 48rem) 60vw, 100vw" isFirst />
        </div>
      ) : (
        <div className="hero-art" aria-hidden="true" />
      )}
      <div className="hero-text">
        <h1 className={isShort(name) ? 'hero-title' : 'hero-title hero-title-long'}>{name}</h1>
        {promise ? <p className="hero-tagline">{promise}</p> : null}
        <div className="actions">
          <Link className="button button-large" to={bookHref}>
            {words.bookNow}
          </Link>
          {sections.includes('services') ? (
            <a className="button button-large button-quiet" href="#services">
              {words.seeServices}
            </a>
          ) : null}
        </div>
        <p className="hero-place">{place.address || place.name}</p>
      </div>
    </section>
  )
}
