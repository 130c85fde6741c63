/** A request that changes something, what there has to be before it, and what the audit log calls it. */
export type PlatformDeed = {
  action: string
  body?: Record<string, unknown>
  needs?:
    'a job under way' | 'a job that failed' | 'a run' | 'a paused run' | 'a closed studio' | 'a newer key'
}

const confirm = 'iron-works'
const reason = 'To see it written down'

/** What stands for the places in paths; `platform-audit.test.ts` makes what is called so. */
export const deedPlaces: Record<string, string> = {
  tenant_id: 'ten_iron-works',
  backup_id: 'bkp_deed',
  restore_id: 'rst_deed',
  host: 'book.iron-works.test',
  alert_id: 'alr_deed',
  target_id: 'alt_deed',
  run_id: 'run_deed',
  plan_id: 'pln_deed',
  visit_id: 'vis_deed',
  notice_id: 'ntc_deed',
  key: 'deed_flag',
}

/** What is only read, and is written down all the same: everything that a studio knows of its people leaves by it. */
export const readsWrittenDown = ['GET /backups/{backup_id}/file']

/** Every request to the platform's API that changes something, as it is carried out. */
export const platformDeeds: Record<string, PlatformDeed> = {
  'POST /tenants': {
    action: 'tenant.create',
    body: {
      name: 'New',
      slug: 'new-studio',
      kind: 'yoga',
      locale: 'en',
      time_zone: 'Europe/Sofia',
      owner: { email: 'olga@example.test', name: 'Olga' },
    },
  },
  'PATCH /tenants/{tenant_id}': { action: 'tenant.rename', body: { name: 'Iron Hall' } },
  'DELETE /tenants/{tenant_id}': { action: 'tenant.delete', body: { confirm, reason } },
  'POST /tenants/{tenant_id}/provision': { action: 'job.resume', needs: 'a job under way' },
  'POST /tenants/{tenant_id}/abandon': {
    action: 'job.abandon',
    body: { confirm },
    needs: 'a job that failed',
  },
  'POST /tenants/{tenant_id}/suspend': { action: 'tenant.suspend', body: { confirm, reason } },
  'POST /tenants/{tenant_id}/resume': { action: 'tenant.resume', needs: 'a closed studio' },
  'POST /tenants/{tenant_id}/clone': { action: 'tenant.clone', body: { slug: 'training' } },
  'POST /tenants/{tenant_id}/move': { action: 'tenant.move', body: { confirm } },
  'POST /tenants/{tenant_id}/drill': { action: 'backup.drill', body: {} },
  'POST /tenants/{tenant_id}/restore': { action: 'restore.make', body: { backup_id: 'bkp_deed' } },
  'POST /tenants/{tenant_id}/restores/{restore_id}/switch': { action: 'restore.switch', body: { confirm } },
  'POST /backups': { action: 'backup.take', body: { tenant_id: 'iron-works' } },
  'GET /backups/{backup_id}/file': { action: 'backup.download' },
  'PUT /tenants/{tenant_id}/limits': { action: 'tenant.own_limits', body: { counts: { clients: 5 } } },
  'PUT /tenants/{tenant_id}/plan': { action: 'tenant.plan', body: { plan: 'deed' } },
  'POST /hostnames': {
    action: 'hostname.name',
    body: { tenant_id: 'iron-works', host: 'iron.example.com' },
  },
  'POST /hostnames/reconcile': { action: 'hostname.reconcile' },
  'POST /hostnames/{host}/check': { action: 'hostname.check', body: { tenant_id: 'iron-works' } },
  'DELETE /hostnames/{host}': { action: 'hostname.remove', body: { confirm: 'book.iron-works.test' } },
  'POST /alerts/{alert_id}/acknowledge': { action: 'alert.acknowledge' },
  'POST /alert-targets': { action: 'alert_target.add', body: { kind: 'email', address: 'o@example.test' } },
  'DELETE /alert-targets/{target_id}': { action: 'alert_target.remove' },
  'POST /migrations': { action: 'migration.start', body: { dry: true } },
  'POST /migrations/{run_id}/pause': { action: 'migration.pause', needs: 'a run' },
  'POST /migrations/{run_id}/resume': { action: 'migration.resume', needs: 'a paused run' },
  'POST /migrations/{run_id}/retry': { action: 'migration.retry', needs: 'a run' },
  'POST /migrations/{run_id}/cancel': { action: 'migration.cancel', needs: 'a run' },
  'POST /plans': { action: 'plan.created', body: { code: 'small', name: 'Small', limits: {} } },
  'PATCH /plans/{plan_id}': { action: 'plan.changed', body: { name: 'Other' } },
  'POST /support-visits/{visit_id}/end': { action: 'support.visit_ended' },
  'POST /find': { action: 'support.search', body: { what: 'nobody@example.test', reason } },
  'PUT /feature-flags/{key}': { action: 'flag.changed', body: { description: 'Other', is_on: true } },
  'DELETE /feature-flags/{key}': { action: 'flag.deleted' },
  'PUT /tenants/{tenant_id}/feature-flags/{key}': { action: 'flag.set', body: { is_on: true } },
  'POST /notices': {
    action: 'notice.added',
    body: {
      kind: 'announcement',
      audience: 'staff',
      text: { en: 'X', bg: 'X' },
      starts_at: '2027-02-01T06:00:00Z',
      ends_at: '2027-02-02T06:00:00Z',
    },
  },
  'POST /notices/{notice_id}/withdraw': { action: 'notice.withdrawn' },
  'POST /secrets/reseal': { action: 'secrets.reseal', body: {}, needs: 'a newer key' },
}
