import { createRequestHandler } from '@remix-run/cloudflare'
// Made by `npx remix vite:build`.
import * as build from '../build/server/index.js'
import { contentSecurityPolicy } from '../web/content-security-policy.ts'
import type { RenderPortal } from './portal.ts'

const handle = createRequestHandler(build, 'production')

/** The Remix app: the only file that knows the build of `web/`. */
export const renderPortal: RenderPortal = async (request, load) => {
  const answer = await handle(request, load)
  const headers = new Headers(answer.headers)
  const type = headers.get('Content-Type') ?? ''
  // Whatever is no page gets the strictest policy there is; a mail that is shown in a frame brings its own.
  if (type.startsWith('text/html') && !headers.has('Content-Security-Policy')) {
    const framedBy = answer.ok ? framedByOf(new URL(request.url).pathname) : undefined
    headers.set('Content-Security-Policy', contentSecurityPolicy(load.nonce, framedBy))
  }
  // Remix's own format, which it does not say the letters of.
  if (type === 'text/x-script') headers.set('Content-Type', `${type}; charset=utf-8`)
  return new Response(answer.body, { status: answer.status, headers })
}

/** Two pages are made for frames: what other sites embed, and the draft that the admin shows. All others refuse. */
function framedByOf(pathname: string): "'self'" | '*' | undefined {
  if (/^(\/[a-z]{2})?\/embed$/.test(pathname)) return '*'
  return pathname === '/admin/site/preview' ? "'self'" : undefined
}
