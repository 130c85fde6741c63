import type { ServiceCard } from '../views/service-card.server.ts'
import { Link } from './link.tsx'
import { Photo } from './photo.tsx'

/** Services to choose from; the whole card leads on. */
export function ServiceCards({ services, level = 'h3' }: { services: ServiceCard[]; level?: 'h2' | 'h3' }) {
  const Name = level
  return (
    <ul className="service-cards">
      {services.map(({ slug, name, photo, description, duration, price, href, linkLabel }) => (
        <li className="service-card" key={slug}>
          {photo ? (
            <Photo {...photo} className="service-photo" sizes="(min-width: 48rem) 24rem, 100vw" />
          ) : null}
          <Name className="service-name">
            <Link className="service-link" to={href} aria-label={linkLabel}>
              {name}
            </Link>
          </Name>
          <p className="service-description">{description}</p>
          <p className="service-facts">
            <span className="service-duration">{duration}</span>
            <span className="service-price">{price}</span>
          </p>
        </li>
      ))}
    </ul>
  )
}
