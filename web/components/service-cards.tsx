import type { ServiceCard } from '../views/service-card.server.ts'
import { Link } from './link.tsx'

/** Services to choose from; the whole card leads on. */
export function ServiceCards({ services, level = 'h3' }: { services: ServiceCard[]; level?: 'h2' | 'h3' }) {
  const Name = level
  return (
    <ul className="service-cards">
      {services.map(({ slug, name, description, duration, price, href, linkLabel }) => (
        <li className="service-card" key={slug}>
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
