import type { ServerBuild } from '@remix-run/cloudflare'
import { projectDir } from '../../scripts/local/run-command.ts'

type Route = NonNullable<ServerBuild['routes'][string]>

/**
 * Every address of the site as it was built, each with how it may be asked: `GET /book/:service`, and `POST …` where there
 * is a form. The language before a path is left out.
 */
export async function listRoutes(): Promise<string[]> {
  const routes = await readRoutes()
  return routes.flatMap(({ path, module }) => [`GET ${path}`, ...(module.action ? [`POST ${path}`] : [])])
}

/** The paths of those that are pages, not files or data. */
export async function listPages(): Promise<string[]> {
  const routes = await readRoutes()
  return routes.filter(({ module }) => module.default !== undefined).map(({ path }) => path)
}

async function readRoutes(): Promise<{ path: string; module: Route['module'] }[]> {
  const { routes } = (await import(`${projectDir}/build/server/index.js`)) as ServerBuild
  const all = Object.values(routes).filter((route) => route !== undefined)
  const pathOf = ({ path = '', parentId }: Route): string => {
    const parent = all.find(({ id }) => id === parentId)
    return `${parent ? pathOf(parent) : ''}${path && `/${path}`}`
  }
  const isFrame = ({ id }: Route) => all.some(({ parentId }) => parentId === id)
  return all
    .filter((route) => !isFrame(route))
    .map((route) => ({ path: pathOf(route).replace(/^\/:lang\?/, '') || '/', module: route.module }))
}
