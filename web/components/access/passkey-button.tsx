import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser'

/** Sooner than a challenge ends (`tenants/access/passkeys/challenges.ts`). */
const RENEW_AFTER_MS = 240_000

type PasskeyButtonProps = {
  use: 'sign_in' | 'second_factor' | 'confirm'
  challengeHref: string
  label: string
  /** What to say when the browser gave no answer. */
  failed: string
  /** Whether the browser may offer passkeys by itself where an address is typed. */
  isOffered?: boolean
}

type Asked = { challengeId: string; response: string }

/**
 * Proves by a passkey who one is, by sending the answer to this page. Only shown where scripts run and the browser knows
 * passkeys.
 */
export function PasskeyButton({ use, challengeHref, label, failed, isOffered = false }: PasskeyButtonProps) {
  const form = useRef<HTMLFormElement>(null)
  const [isPossible, setPossible] = useState(false)
  const [hasFailed, setFailed] = useState(false)
  const [asked, setAsked] = useState<Asked>()

  async function ask(isFilledIn: boolean): Promise<void> {
    setFailed(false)
    const answer = await askFor(use, challengeHref, isFilledIn)
    // What the browser offers by itself may go unused.
    if (!answer) setFailed(!isFilledIn)
    else {
      flushSync(() => setAsked(answer))
      form.current?.requestSubmit()
    }
  }

  useEffect(() => {
    let isLeft = false
    const offer = () => {
      if (!isLeft && document.visibilityState === 'visible') void ask(true)
    }
    let timer: ReturnType<typeof setInterval> | undefined
    const ceremony = import('../../lib/passkey-ceremony.ts')
    void ceremony.then(async ({ canUsePasskeys, canFillInPasskeys }) => {
      if (isLeft || !canUsePasskeys()) return
      setPossible(true)
      if (!isOffered || !(await canFillInPasskeys())) return
      offer()
      timer = setInterval(offer, RENEW_AFTER_MS)
    })
    return () => {
      isLeft = true
      clearInterval(timer)
      void ceremony.then(({ stopCeremony }) => stopCeremony())
    }
    // Once for a page: what it depends on does not change while it is open.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [])

  if (!isPossible) return null
  return (
    <form method="post" ref={form} className="passkey">
      <input type="hidden" name="intent" value="passkey" />
      <input type="hidden" name="challengeId" value={asked?.challengeId ?? ''} />
      <input type="hidden" name="response" value={asked?.response ?? ''} />
      <button className="button button-quiet" type="button" onClick={() => void ask(false)}>
        {label}
      </button>
      {hasFailed ? (
        <p className="field-error" role="alert">
          {failed}
        </p>
      ) : null}
    </form>
  )
}

async function askFor(use: string, challengeHref: string, isFilledIn: boolean): Promise<Asked | undefined> {
  const [{ askPasskey }, answer] = await Promise.all([
    import('../../lib/passkey-ceremony.ts'),
    fetch(challengeHref, { method: 'POST', body: new URLSearchParams({ use }) }),
  ])
  if (!answer.ok) return undefined
  // Our own answer (`views/access/challenge-answer.server.ts`).
  const { challengeId, options } = (await answer.json()) as {
    challengeId: string
    options: PublicKeyCredentialRequestOptionsJSON
  }
  const ceremony = await askPasskey(options, { isFilledIn })
  return ceremony.ok ? { challengeId, response: JSON.stringify(ceremony.response) } : undefined
}
