import { isDeskPath } from '../lib/desk-path.ts'

/**
 * Has the site's own service worker answer when there is no connection, once the page is there; the admin sees to its own.
 * Browsers that would ask to install the site are asked to wait for the button on the account's page.
 */
export function registerWorker(): void {
  const { serviceWorker } = navigator
  if (!serviceWorker || isDeskPath(location.pathname)) return
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    Object.assign(window, { installPrompt: event })
  })
  const register = () => void serviceWorker.register('/sw.js').catch(() => {})
  if (document.readyState === 'complete') register()
  else addEventListener('load', register)
}
