import { operatorKeys, type OperatorRole } from '../../db/registry/schema/index.ts'
import { makeOperatorSecret, operatorKeyRow } from '../../tenants/operators/operator-key.ts'
import { makeSite, PLATFORM } from './make-site.ts'

/** `makeSite`, and programs of operators that ask the platform's API. */
export async function makePrograms() {
  const site = await makeSite()
  const { orm, write } = site.fleet.deps.registry
  /** A program with a key of that role, `opk_<role>`. */
  async function as(role: OperatorRole) {
    const secret = makeOperatorSecret()
    const about = {
      id: `opk_${role}`,
      name: role,
      role,
      createdBy: 'system',
      now: Date.now(),
      expiresAt: null,
    }
    await write([orm.insert(operatorKeys).values(await operatorKeyRow(secret, about))])
    return async (method: string, path: string, json?: unknown) => {
      const answer = await site.ask({
        host: PLATFORM,
        path: `/api/v1${path}`,
        method,
        headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
        ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      })
      const text = await answer.text()
      // What the API's schema says of this address.
      const body = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>
      return { status: answer.status, body }
    }
  }
  return { ...site, as }
}
