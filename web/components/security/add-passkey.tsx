import { useEffect, useRef, useState } from 'react'
import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/browser'
import type { PasskeysPage } from '../../views/security/passkeys-view.server.ts'
import { Field } from '../field.tsx'

type AddPasskeyProps = { page: PasskeysPage; error: string | undefined }
type State = 'unknown' | 'unsupported' | 'ready' | 'asking' | 'known' | 'failed'

/** Has the browser make a passkey, and sends it along with its name. Without scripts it says that it cannot. */
export function AddPasskey({ page, error }: AddPasskeyProps) {
  const { suggestedName, challengeHref, words } = page
  const form = useRef<HTMLFormElement>(null)
  const [state, setState] = useState<State>('unknown')

  useEffect(() => {
    void import('../../lib/passkey-ceremony.ts').then(({ canUsePasskeys }) =>
      setState(canUsePasskeys() ? 'ready' : 'unsupported'),
    )
  }, [])

  async function add(): Promise<void> {
    setState('asking')
    const made = await makeFor(challengeHref)
    if (made === 'again') window.location.reload()
    else if (typeof made === 'string') setState(made)
    else fillIn(form.current, made)
  }

  if (state === 'unknown')
    return (
      <noscript>
        <p>{words.noScripts}</p>
      </noscript>
    )
  if (state === 'unsupported') return <p>{words.unsupported}</p>
  return (
    <form
      method="post"
      className="form settings-part"
      ref={form}
      onSubmit={(event) => {
        event.preventDefault()
        if (state !== 'asking') void add()
      }}
    >
      <input type="hidden" name="intent" value="add" />
      <input type="hidden" name="challengeId" />
      <input type="hidden" name="response" />
      <Field
        name="name"
        label={words.nameNew}
        hint={words.nameHint}
        error={error}
        defaultValue={suggestedName}
        isRequired
        autoComplete="off"
        maxLength={60}
      />
      <button className="button" type="submit" aria-disabled={state === 'asking'}>
        {state === 'asking' ? words.adding : words.add}
      </button>
      {state === 'known' || state === 'failed' ? (
        <p className="field-error" role="alert">
          {words[state]}
        </p>
      ) : null}
    </form>
  )
}

type Made = { challengeId: string; response: string }

/** `again`: it has been too long since they proved who they are; the page itself will ask. */
async function makeFor(challengeHref: string): Promise<Made | 'again' | 'known' | 'failed'> {
  const [{ makePasskey }, answer] = await Promise.all([
    import('../../lib/passkey-ceremony.ts'),
    fetch(challengeHref, { method: 'POST', body: new URLSearchParams({ use: 'add' }) }),
  ])
  if (answer.status === 401 || answer.status === 403) return 'again'
  if (!answer.ok) return 'failed'
  // Our own answer (`views/access/challenge-answer.server.ts`).
  const { challengeId, options } = (await answer.json()) as {
    challengeId: string
    options: PublicKeyCredentialCreationOptionsJSON
  }
  const ceremony = await makePasskey(options)
  if (ceremony.ok) return { challengeId, response: JSON.stringify(ceremony.response) }
  return ceremony.reason === 'known' ? 'known' : 'failed'
}

/** Sends the form with what the browser has made. */
function fillIn(form: HTMLFormElement | null, made: Made): void {
  for (const [name, value] of Object.entries(made)) {
    const input = form?.elements.namedItem(name)
    if (input instanceof HTMLInputElement) input.value = value
  }
  form?.submit()
}
