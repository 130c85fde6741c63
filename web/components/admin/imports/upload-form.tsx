import { useState, type FormEvent } from 'react'
import type { Messages } from '../../../i18n/en.ts'
import { FieldFrame } from '../../field-frame.tsx'
import { ProgressBar } from '../progress-bar.tsx'

type Words = Messages['imports']['upload']

const ACTION = '/admin/imports/upload'

/** Sends a file. With scripts one sees how much of it has gone; without them the browser says so. */
export function UploadForm({ refused, words }: { refused: string | null; words: Words }) {
  const [percent, setPercent] = useState<number | null>(null)
  const [error, setError] = useState(refused)
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const [file] = form.querySelector<HTMLInputElement>('input[type=file]')?.files ?? []
    if (percent !== null) return
    if (!file) return setError(words.refused.bad_request)
    setError(null)
    setPercent(0)
    const fail = () => {
      setPercent(null)
      setError(words.refused.other)
    }
    const request = new XMLHttpRequest()
    request.upload.onprogress = ({ loaded, total }) => setPercent((loaded / total) * 100)
    request.onerror = fail
    // Where the answer leads: to the import, or back here with why not.
    request.onload = () => (request.status < 400 ? location.assign(request.responseURL) : fail())
    request.open('POST', ACTION)
    request.send(new FormData(form))
  }
  return (
    <form
      className="desk-form"
      method="post"
      action={ACTION}
      encType="multipart/form-data"
      onSubmit={send}
      noValidate
    >
      <FieldFrame id="file" label={words.label} hint={words.hint} error={error ?? undefined}>
        {(control) => (
          <input
            {...control}
            className="field-input"
            type="file"
            name="file"
            accept=".csv,.tsv,.txt,text/csv"
            required
          />
        )}
      </FieldFrame>
      {percent === null ? (
        <button className="button" type="submit">
          {words.button}
        </button>
      ) : (
        <ProgressBar label={words.sending} text={`${Math.round(percent)} %`} percent={percent} />
      )}
    </form>
  )
}
