import { requireStaff } from '../../../../tenants/access/require-staff.ts'
import { listStaff } from '../../../../tenants/staff/list-staff.ts'
import { listTrainerDetails, type TrainerDetails } from '../../../../tenants/studio/list-trainer-details.ts'
import { orderTrainers } from '../../../../tenants/studio/order-trainers.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import type { CarriedOut } from '../../../lib/form-answer.server.ts'
import { initialsOf } from '../../../lib/initials.ts'
import { readForm } from '../../../lib/read-form.server.ts'
import { titleOf } from '../page-title.server.ts'
import { moveInOrder } from './move-in-order.ts'

/** Who gives what the studio offers, in its order; who is archived below. */
export async function trainersPage(desk: Desk) {
  const { catalogue, ctx, mayAny, say, text, words } = desk
  requireStaff(ctx, 'services:view')
  const labels = words('setupTrainers')
  const [trainers, members] = await Promise.all([
    listTrainerDetails(ctx),
    mayAny('staff:view') ? listStaff(ctx) : undefined,
  ])
  const places = new Map(catalogue.locations.map(({ id, name }) => [id, text(name)]))
  const toRow = (trainer: TrainerDetails) => {
    const name = text(trainer.name)
    return {
      id: trainer.id,
      name,
      initials: initialsOf(name),
      href: `/admin/trainers/${trainer.id}`,
      under: text(trainer.speciality),
      place: places.get(trainer.locationId) ?? '',
      services: say('say.serviceCount', { count: trainer.serviceIds.length }),
      isBookable: trainer.isBookable,
      login: members?.find(({ trainerId }) => trainerId === trainer.id)?.name ?? '',
      upLabel: say('say.moveUp', { name }),
      downLabel: say('say.moveDown', { name }),
    }
  }
  return {
    pageTitle: titleOf(desk, labels.title),
    active: trainers.filter(({ status }) => status === 'active').map(toRow),
    archived: trainers.filter(({ status }) => status === 'archived').map(toRow),
    mayChange: mayAny('services:change'),
    knowsLogins: members !== undefined,
    hasPlaces: places.size > 1,
    words: labels,
  }
}

export type TrainersPage = Awaited<ReturnType<typeof trainersPage>>

/** Moves one trainer a place up or down. */
export async function trainersAnswer(desk: Desk): Promise<CarriedOut> {
  const form = await readForm(desk.request)
  const trainers = await listTrainerDetails(desk.ctx)
  const ids = trainers.filter(({ status }) => status === 'active').map(({ id }) => id)
  await orderTrainers(desk.ctx, { trainerIds: moveInOrder(ids, form.text('id'), form.text('intent')) })
  return { location: '/admin/trainers' }
}
