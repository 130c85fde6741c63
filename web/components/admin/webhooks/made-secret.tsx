import type { MadeSecret as Made } from '../../../views/admin/webhooks/endpoint-form-view.server.ts'
import { Link } from '../../link.tsx'
import { CopyButton } from '../copy-button.tsx'

type MadeSecretProps = {
  made: Made
  words: { theSecret: string; copy: string; copied: string; saved: string }
}

/** What an endpoint's requests are signed with, this once. */
export function MadeSecret({ made: { secret, url, href }, words }: MadeSecretProps) {
  return (
    <div className="desk-form">
      <p className="webhook-url">
        <strong>{url}</strong>
      </p>
      <code className="secret" aria-label={words.theSecret}>
        {secret}
      </code>
      <div className="desk-actions">
        <CopyButton text={secret} words={words} />
        <Link className="button button-quiet" to={href} replace>
          {words.saved}
        </Link>
      </div>
    </div>
  )
}
