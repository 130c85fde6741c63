import type { Contact } from '../lib/contact.server.ts'

/** The studio's e-mail and telephone, as far as it has them. */
export function ContactLinks({ email, phone }: Contact) {
  if (!email && !phone) return null
  return (
    <ul className="contact-links">
      {email ? (
        <li>
          <a className="text-link" href={`mailto:${email}`}>
            {email}
          </a>
        </li>
      ) : null}
      {phone ? (
        <li>
          <a className="text-link" href={`tel:${phone.number}`}>
            {phone.text}
          </a>
        </li>
      ) : null}
    </ul>
  )
}
