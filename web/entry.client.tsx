import { RemixBrowser } from '@remix-run/react'
import { startTransition } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { rememberTimeZone } from './lib/remember-time-zone.ts'
import { registerWorker } from './offline/register-worker.ts'

rememberTimeZone()
registerWorker()
startTransition(() => {
  hydrateRoot(document, <RemixBrowser />)
})
