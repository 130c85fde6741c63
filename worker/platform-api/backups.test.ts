import { expect, test } from 'vitest'
import { restores } from '../../db/registry/schema/index.ts'
import type { FleetContext } from '../../tenants/fleet/fleet-context.ts'
import { takeBackup } from '../../tenants/fleet/backups/take-backup.ts'
import { makeFleetFiles } from '../providers/r2-files.ts'
import { makeOperatorSite } from '../testing/make-operator-site.ts'
import { makePrograms } from '../testing/make-programs.ts'
import { PLATFORM } from '../testing/make-site.ts'

type Site = Pick<Awaited<ReturnType<typeof makePrograms>>, 'fleet' | 'fakes'>

/** What the chore would do. */
function keep({ fleet, fakes }: Site, tenantId: string) {
  const deps: Pick<FleetContext, 'registry' | 'databaseHost' | 'keys' | 'files' | 'now'> = {
    ...fleet.deps,
    files: makeFleetFiles(fakes.files.bucket),
    now: Date.now,
  }
  return takeBackup(deps, { tenantId, reason: 'scheduled' })
}

const IRON = 'ten_iron-works'

test('programs have backups taken, restored beside, proven and switched to, each as far as its role goes', async () => {
  const site = await makePrograms()
  const backup = await keep(site, IRON)
  const others = await keep(site, 'ten_lotus-yoga')
  const [administrator, operator, support] = [
    await site.as('administrator'),
    await site.as('operator'),
    await site.as('support'),
  ]

  const list = await support('GET', '/backups?tenant_id=iron-works')
  expect(list.body['data']).toMatchObject([
    { id: backup.id, tenant_id: IRON, reason: 'scheduled', sha256: backup.sha256, proven_at: null },
  ])
  expect((await support('GET', '/backups')).body['data']).toHaveLength(2)
  expect((await support('GET', `/backups/${backup.id}`)).body).toMatchObject({ bytes: backup.bytes })
  expect((await support('POST', '/backups', { tenant_id: 'iron-works' })).status).toBe(403)

  const restore = '/tenants/iron-works/restore'
  expect((await operator('POST', restore, { backup_id: others.id })).status).toBe(404)
  expect((await operator('POST', restore, {})).status).toBe(422)
  const noHistory = await operator('POST', restore, { at: '2027-01-01T00:00:00Z' })
  expect(noHistory).toMatchObject({ status: 422, body: { errors: [{ path: 'at' }] } })
  const begun = await operator('POST', restore, { backup_id: backup.id })
  expect(begun).toMatchObject({ status: 202, body: { tenant_id: IRON, backup_id: backup.id } })
  expect(site.fakes.fleet.sent).toContainEqual({ kind: 'job', id: begun.body['job_id'] })
  expect((await operator('POST', '/tenants/lotus-yoga/drill', {})).body).toMatchObject({
    backup_id: others.id,
  })

  const { body } = await support('GET', '/tenants/iron-works/restores')
  expect(body['data']).toMatchObject([{ backup_id: backup.id, state: 'making', drill: false }])
  const path = `/tenants/iron-works/restores/${String(begun.body['restore_id'])}/switch`
  expect((await operator('POST', path, { confirm: 'iron-works' })).status).toBe(403)
  expect((await administrator('POST', path, { confirm: 'lotus-yoga' })).status).toBe(422)
  const wrongStudio = path.replace('iron-works', 'lotus-yoga')
  expect((await administrator('POST', wrongStudio, { confirm: 'lotus-yoga' })).status).toBe(404)
  // It is not ready.
  expect((await administrator('POST', path, { confirm: 'iron-works' })).status).toBe(409)
})

test('OPS-11: the file of a backup is for administrators, and nobody guesses it', async () => {
  const site = await makePrograms()
  const backup = await keep(site, IRON)
  const [administrator, operator] = [await site.as('administrator'), await site.as('operator')]
  const path = `/backups/${backup.id}/file`

  expect((await operator('GET', path)).status).toBe(403)
  expect((await administrator('GET', '/backups/bkp_guessed/file')).status).toBe(404)
  expect((await site.ask({ host: PLATFORM, path: `/api/v1${path}` })).status).toBe(401)
  // It is no file of a studio's, either.
  expect((await site.ask({ path: `/api/v1${path}` })).status).toBe(404)
  expect((await site.ask({ path: `/files/${backup.key}` })).headers.get('content-type')).not.toContain('gzip')
})

test('in the console an administrator takes the file along, and it is written down', async () => {
  const site = await makeOperatorSite()
  const backup = await keep(site, IRON)
  const { email } = await site.makeOperator()
  const { cookie } = await site.enter(email)

  const page = await site.browse(`/tenants/${IRON}`, { cookie })
  expect(page.text).toContain(backup.id)
  expect((await site.browse('/backups', { cookie })).text).toContain('iron-works')
  const form = { backup: backup.id }
  const file = await site.browse(`/tenants/${IRON}/backups/download`, { cookie, form })
  expect(file.status).toBe(200)
  expect(file.headers.get('content-type')).toBe('application/gzip')
  expect(file.headers.get('content-disposition')).toBe(`attachment; filename="${backup.id}.sql.gz"`)
  expect(file.headers.get('cache-control')).toBe('private, no-store')
  const [rows] = await site.db.read([site.db.orm.query.auditLog.findMany()])
  expect(rows).toContainEqual(expect.objectContaining({ action: 'backup.download', subjectId: IRON }))

  const taken = await site.browse(`/tenants/${IRON}/backups/restore`, { cookie, form })
  expect(taken.location).toBe(`/operator/tenants/${IRON}#work`)
  const { orm, write } = site.db
  await write([orm.update(restores).set({ state: 'ready' })])
  const ready = await site.browse(`/tenants/${IRON}`, { cookie })
  const restore = /name="restore" value="(rst_[a-z0-9]+)"/.exec(ready.text)?.[1] ?? ''
  const wrong = await site.browse(`/tenants/${IRON}/backups/switch`, {
    cookie,
    form: { restore, confirm: 'lotus' },
  })
  expect([wrong.status, wrong.text.includes('Type the studio’s slug')]).toEqual([422, true])
})
