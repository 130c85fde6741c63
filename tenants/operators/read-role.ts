import { operatorRoles, type OperatorRole } from '../../db/registry/schema/index.ts'
import { invalidFields } from '../parse-input.ts'

/** The role of that name. @throws AppError `invalid_input` at `role`. */
export function readRole(given: string): OperatorRole {
  const role = operatorRoles.find((one) => one === given)
  if (role) return role
  throw invalidFields([{ path: 'role', code: 'invalid', message: `There are ${operatorRoles.join(', ')}.` }])
}
