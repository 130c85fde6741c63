/** The studio's e-mail and telephone, as far as it has them. */
export function ContactLinks({ email, phone }: { email: string; phone: string | null }) {
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
          <a className="text-link" href={`tel:${phone}`}>
            {phone}
          </a>
        </li>
      ) : null}
    </ul>
  )
}
