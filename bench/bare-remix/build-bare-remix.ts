import { resolve } from 'node:path'
import { build } from 'vite'
import { projectDir } from '../../scripts/local/run-command.ts'

/** Bundles `worker.tsx` the way the site is bundled (`vite.config.ts`). Gives the folder, ready for `runWorker`. */
export async function buildBareRemix(outDir: string): Promise<string> {
  await build({
    configFile: false,
    root: projectDir,
    mode: 'production',
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    resolve: { mainFields: ['browser', 'module', 'main'] },
    ssr: {
      target: 'webworker',
      noExternal: true,
      resolve: { conditions: ['workerd', 'worker', 'browser'] },
    },
    build: {
      ssr: resolve(projectDir, 'bench/bare-remix/worker.tsx'),
      outDir,
      copyPublicDir: false,
      rollupOptions: { output: { entryFileNames: 'index.js' } },
    },
  })
  return outDir
}
