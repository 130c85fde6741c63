import { vitePlugin as remix } from '@remix-run/dev'
import { relative, resolve } from 'node:path'
import { build, defineConfig, type Plugin } from 'vite'

const fromServerBuild = (file: string) => relative('build/server', file)

/** What the Worker has as well, for mails, numbers and answering; with it in both there would be two. */
const packagesOfBoth = new Set([
  '@remix-run/cloudflare',
  '@remix-run/router',
  'libphonenumber-js/min',
  'react',
  'react-dom/server',
  'react/jsx-runtime',
  'turbo-stream',
])

/** React's server build differs per runtime; by this name Node, in tests, takes the one that workerd runs. */
const sameAnywhere: Record<string, string> = { 'react-dom/server': 'react-dom/server.browser' }

// The Worker bundles `tenants/` and `db/` itself: one copy of every module, so one `AppError` and one memory.
const sharedWithWorker = {
  external: (id: string) => packagesOfBoth.has(id) || /\/(tenants|db)\/.*\.ts$/.test(id),
  output: { paths: (id: string) => (id.startsWith('/') ? fromServerBuild(id) : (sameAnywhere[id] ?? id)) },
}

/** Files that are packed together: what comes from elsewhere seldom changes, and our small ones pack badly apart. */
function chunkOf(id: string): string | undefined {
  // Only pages that have a passkey's button, a calendar or colours to choose load it.
  if (/\/@simplewebauthn\/|\/passkey-ceremony\.ts$/.test(id)) return undefined
  if (/\/node_modules\/(@event-calendar|svelte|esm-env|clsx|culori)\//.test(id)) return undefined
  if (id.includes('/node_modules/')) return 'framework'
  const isShared = /\/web\/(components\/(booking\/|[\w-]+\.tsx)|lib\/(?!use-look-again))/.test(id)
  return isShared && !/\/(repeat|move|series)-[\w-]+\.tsx/.test(id) ? 'portal' : undefined
}

/** `import code from 'bundled:web/x.ts'`: a script with all that it imports, as text. For what a browser runs apart from pages. */
const bundledText: Plugin = {
  name: 'bundled-text',
  resolveId: (id) => (id.startsWith('bundled:') ? `\0${id}` : undefined),
  async load(id) {
    const entry = /^\0bundled:(.+)/.exec(id)?.[1]
    if (entry === undefined) return undefined
    const made = await build({
      configFile: false,
      logLevel: 'error',
      publicDir: false,
      build: { write: false, target: 'es2022', lib: { entry, formats: ['iife'], name: 'bundled' } },
    })
    const [first] = Array.isArray(made) ? made : [made]
    if (!first || !('output' in first)) throw new Error(`nothing came of ${entry}`)
    for (const file of Object.keys(first.output[0].modules)) this.addWatchFile(file)
    return `export default ${JSON.stringify(first.output[0].code)}`
  },
}

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [
    bundledText,
    remix({
      appDirectory: 'web',
      future: {
        v3_fetcherPersist: true,
        v3_lazyRouteDiscovery: true,
        v3_relativeSplatPath: true,
        v3_routeConfig: true,
        v3_singleFetch: true,
        v3_throwAbortReason: true,
      },
    }),
  ],
  resolve: {
    mainFields: ['browser', 'module', 'main'],
    // A server draws nothing into a document, and React's part for that is larger than the one that writes HTML.
    alias: isSsrBuild ? [{ find: /^react-dom$/, replacement: resolve('web/react-dom.server.ts') }] : [],
  },
  ssr: {
    target: 'webworker',
    noExternal: true,
    resolve: { conditions: ['workerd', 'worker', 'browser'], externalConditions: ['workerd', 'worker'] },
  },
  build: {
    // Data URIs for fonts would defeat `unicode-range`.
    assetsInlineLimit: 0,
    target: 'es2022',
    modulePreload: { polyfill: false },
    // Slower than Vite's own, and 3 kB of gzip smaller for whoever books on an old phone.
    minify: isSsrBuild ? false : 'terser',
    rollupOptions: isSsrBuild ? sharedWithWorker : { output: { manualChunks: chunkOf } },
  },
}))
