import { useState, useSyncExternalStore } from 'react'
import type { InstallWords } from '../../views/account/bookings-view.server.ts'

/** What Chromium hands out to be asked later (`offline/register-worker.ts`). */
type InstallPrompt = { prompt: () => Promise<unknown> }

const DISMISSED = 'install-hint'

/** How the site gets onto the home screen, where it can and is not yet; quietly, and never again once somebody says no. */
export function InstallHint({ words }: { words: InstallWords }) {
  const way = useSyncExternalStore(subscribe, findWay, () => null)
  const [isOver, setIsOver] = useState(false)
  if (!way || isOver) return null
  const install = async () => {
    await findPrompt()?.prompt()
    setIsOver(true)
  }
  const dismiss = () => {
    localStorage.setItem(DISMISSED, 'no')
    setIsOver(true)
  }
  return (
    <aside className="install-hint" aria-labelledby="install-title">
      <h2 className="install-title" id="install-title">
        {words.title}
      </h2>
      <p>{words.text}</p>
      {way === 'apple' ? <p>{words.apple}</p> : null}
      <p className="actions">
        {way === 'ask' ? (
          <button className="button button-small" type="button" onClick={() => void install()}>
            {words.install}
          </button>
        ) : null}
        <button className="button button-quiet button-small" type="button" onClick={dismiss}>
          {words.dismiss}
        </button>
      </p>
    </aside>
  )
}

/** Browsers take their time to make up their minds. */
function subscribe(changed: () => void): () => void {
  window.addEventListener('beforeinstallprompt', changed)
  return () => window.removeEventListener('beforeinstallprompt', changed)
}

function findWay(): 'ask' | 'apple' | null {
  try {
    if (localStorage.getItem(DISMISSED) || matchMedia('(display-mode: standalone)').matches) return null
  } catch {
    // Where nothing may be kept, nothing is installed.
    return null
  }
  if (findPrompt()) return 'ask'
  // Safari on telephones says whether it was opened from there, and can be asked nothing.
  return Reflect.get(navigator, 'standalone') === false ? 'apple' : null
}

function findPrompt(): InstallPrompt | null {
  const kept: unknown = Reflect.get(window, 'installPrompt')
  return isPrompt(kept) ? kept : null
}

function isPrompt(value: unknown): value is InstallPrompt {
  return typeof value === 'object' && value !== null && 'prompt' in value
}
