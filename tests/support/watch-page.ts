import type { Page } from 'playwright-core'

/** What a page did that no page may do, a line each. */
export type Complaints = string[]

/** Chromium says so of every page over plain HTTP, which only exists on this machine. */
const ABOUT_PLAIN_HTTP = /Cross-Origin-Opener-Policy header has been ignored/
/** Said of every answer above 400; those are looked at one by one below. */
const ABOUT_A_STATUS = /^Failed to load resource: the server responded with a status of/
/** Said by Remix (`fetchAndDecode`) of an answer that was being read when somebody went on; see `requestfailed` below. */
const ABOUT_GIVING_UP = /^AbortError: signal is aborted without reason/
/** Said of a page that was left while it still faded into the next (`@view-transition` in `web/styles/motion.css`). */
const ABOUT_FADING = /^Transition was (skipped|aborted)/

/** Of what a page asks for in vain; the last is Remix's, of links whose pages it would like to know. */
const ABOUT_NO_CONNECTION = /ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to fetch manifest patches/

type WatchOptions = {
  /** Where the page may ask for something. */
  origin: string
  /** Statuses above 400 that the test brings about. */
  expected: readonly number[]
  withJavaScript: boolean
  /** The test takes the connection away. */
  isOffline: boolean
}

/** Notes errors in the console, failed requests, and requests to anywhere else. Broken policies are console errors. */
export function watchPage(
  page: Page,
  { origin, expected, withJavaScript, isOffline }: WatchOptions,
): Complaints {
  const complaints: Complaints = []
  page.on('console', (message) => {
    const text = message.text()
    if (!['error', 'warning'].includes(message.type())) return
    if ([ABOUT_PLAIN_HTTP, ABOUT_A_STATUS, ABOUT_GIVING_UP].some((about) => about.test(text))) return
    if (isOffline && ABOUT_NO_CONNECTION.test(text)) return
    complaints.push(`console: ${text}`)
  })
  page.on('pageerror', (error) => {
    // Where no script of ours can run, what has no stack is the browser's own, or the test's.
    if (ABOUT_FADING.test(error.message) || (!withJavaScript && !error.stack)) return
    complaints.push(`error: ${error.name}: ${error.message} ${error.stack ?? ''}`)
  })
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (['http:', 'https:'].includes(url.protocol) && url.origin !== origin)
      complaints.push(`foreign request: ${request.url()}`)
  })
  page.on('requestfailed', (request) => {
    // Whoever goes on before something has come gives it up; without JavaScript no script is loaded.
    const reason = request.failure()?.errorText ?? ''
    if (isOffline && ABOUT_NO_CONNECTION.test(reason)) return
    if (reason === 'net::ERR_ABORTED' || (!withJavaScript && request.resourceType() === 'script')) return
    complaints.push(`failed request: ${request.url()} ${reason}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 400 && !expected.includes(response.status()))
      complaints.push(`status ${response.status()}: ${response.url()}`)
  })
  return complaints
}
