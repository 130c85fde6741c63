import { demoPassword } from '../../scripts/seed/demo-people.ts'
import { ask, askApi } from './ask.ts'
import { photoWithPlace } from './sample-pictures.ts'
import type { TestSystem } from './start-test-system.ts'

/** Puts a drawing and a photo into the bucket of the demo’s Iron Works, as its owner does; where their files are. */
export async function addDemoPictures(system: TestSystem, host: string): Promise<string[]> {
  const json = { email: 'owner@ironworks.test', password: demoPassword(system.fleet.keys) }
  const login = await askApi({ url: system.url, host, path: '/users/login', method: 'POST', json })
  const { token } = login.json() as { token: string }
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' }
  const drawing =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>alert(1)</script><path d="M0 0h9v9z"/></svg>'
  const paths: string[] = []
  for (const [purpose, body] of [
    ['logo', drawing],
    ['hero', photoWithPlace()],
  ] as const) {
    const path = `/api/v1/uploads?purpose=${purpose}`
    const added = await ask({ url: system.url, host, path, method: 'POST', headers, body })
    if (added.status !== 201) throw new Error(added.text)
    const { sizes } = added.json() as { sizes: { url: string }[] }
    paths.push(...sizes.map(({ url }) => url))
  }
  return paths
}
