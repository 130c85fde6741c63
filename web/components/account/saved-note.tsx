/** What has just been done, or why a form came back: above what the page is about. */
export function SavedNote({ saved, alert }: { saved?: string; alert?: string | undefined }) {
  if (alert) {
    return (
      <p className="form-errors" role="alert">
        {alert}
      </p>
    )
  }
  return saved ? <output className="account-saved">{saved}</output> : null
}
