import type { Actor, Login } from '../context.ts'

/** `desk`: the studio's admin and its API. `site`: every other page. */
export type Door = 'site' | 'desk'

/** In what capacity somebody asks: at the desk as staff when they are, else as the client they are, else as anybody. */
export function actAs(login: Login | null, door: Door): Actor {
  if (login?.staff && door === 'desk') {
    const { grants, trainerId } = login.staff
    const isOperator = login.visit !== undefined
    return { kind: 'staff', id: login.user.id, grants, trainerId, ...(isOperator && { isOperator }) }
  }
  if (login?.clientId) return { kind: 'client', userId: login.user.id, clientId: login.clientId }
  return { kind: 'visitor' }
}
