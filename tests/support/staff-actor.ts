import { ALL_GRANTS } from '../../tenants/access/built-in-roles.ts'
import type { StaffActor } from '../../tenants/context.ts'

/** A staff key that may do everything. */
export const staffActor: StaffActor = { kind: 'staff', id: 'key_test', grants: ALL_GRANTS, trainerId: null }
