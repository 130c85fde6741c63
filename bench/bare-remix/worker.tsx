/**
 * The least that Remix can be: a root, one route, a loader that makes something up, on the versions and switches that the
 * product has. `/?elements=300&letters=20` is a page of so many elements with so many letters each.
 */
import {
  createRequestHandler,
  type EntryContext,
  type LoaderFunctionArgs,
  type ServerBuild,
} from '@remix-run/cloudflare'
import { Links, Meta, Outlet, RemixServer, Scripts, ScrollRestoration, useLoaderData } from '@remix-run/react'
import { renderToReadableStream } from 'react-dom/server'

function Root() {
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <Meta />
        <Links />
      </head>
      <body>
        <Outlet />
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  )
}

/** Like a real page's, each text is in the HTML and again in what the browser starts from. */
function loader({ request }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url)
  const letters = Number(searchParams.get('letters'))
  return Array.from({ length: Number(searchParams.get('elements')) }, (_, n) => `${n} ${'a'.repeat(letters)}`)
}

function Page() {
  const texts = useLoaderData<typeof loader>()
  return (
    <main>
      {texts.map((text) => (
        <p key={text}>{text}</p>
      ))}
    </main>
  )
}

async function handleDocument(
  ...[request, status, headers, remixContext]: [Request, number, Headers, EntryContext]
) {
  const page = <RemixServer context={remixContext} url={request.url} />
  headers.set('Content-Type', 'text/html; charset=utf-8')
  return new Response(await renderToReadableStream(page), { headers, status })
}

// What `remix vite:build` would write for these two routes.
const flags = { hasAction: false, hasClientAction: false, hasClientLoader: false, hasErrorBoundary: false }
const root = { id: 'root', path: '' }
const page = { id: 'page', parentId: 'root', index: true }
const build: ServerBuild = {
  mode: 'production',
  isSpaMode: false,
  publicPath: '/assets/',
  basename: '/',
  assetsBuildDirectory: 'build/client',
  entry: { module: { default: handleDocument } },
  routes: {
    root: { ...root, module: { default: Root } },
    page: { ...page, module: { default: Page, loader } },
  },
  assets: {
    entry: { module: '/assets/entry.js', imports: [] },
    routes: {
      root: { ...root, ...flags, hasLoader: false, module: '/assets/root.js' },
      page: { ...page, ...flags, hasLoader: true, module: '/assets/page.js' },
    },
    url: '/assets/manifest.js',
    version: 'bare',
  },
  future: {
    v3_fetcherPersist: true,
    v3_lazyRouteDiscovery: true,
    v3_relativeSplatPath: true,
    v3_singleFetch: true,
    v3_throwAbortReason: true,
  },
}

const handle = createRequestHandler(build, 'production')

/** The bindings of `wrangler.toml` ask for it. */
export class TrainerCalendar {}
export class VendorGate {}

export default { fetch: (request: Request) => handle(request) }
