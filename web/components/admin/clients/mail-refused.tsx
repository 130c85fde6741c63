import { DeskForm } from '../desk-form.tsx'

type MailRefusedProps = {
  /** As `views/admin/client-view.server.ts` says it; null: mail arrives. */
  refused: { title: string; text: string; allow: string | null } | null
}

/** That a client's mail does not arrive, and what can be done about it. */
export function MailRefused({ refused }: MailRefusedProps) {
  if (!refused) return null
  const { title, text, allow } = refused
  return (
    <div className="panel panel-danger client-blocked">
      <p>
        <strong>{title}</strong>
      </p>
      <p>{text}</p>
      {allow ? (
        <DeskForm className="data-actions">
          <button className="button button-quiet" name="intent" value="allow_mail">
            {allow}
          </button>
        </DeskForm>
      ) : null}
    </div>
  )
}
