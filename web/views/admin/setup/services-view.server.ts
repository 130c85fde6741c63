import { requireStaff } from '../../../../tenants/access/require-staff.ts'
import { listServiceDetails } from '../../../../tenants/studio/list-service-details.ts'
import { listTrainerDetails } from '../../../../tenants/studio/list-trainer-details.ts'
import { orderServices } from '../../../../tenants/studio/order-services.ts'
import type { ServiceDetails } from '../../../../tenants/studio/service-details.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import type { CarriedOut } from '../../../lib/form-answer.server.ts'
import { readForm } from '../../../lib/read-form.server.ts'
import { titleOf } from '../page-title.server.ts'
import { moveInOrder } from './move-in-order.ts'
import { spanOf } from './service-sentence.server.ts'

/** What a studio offers, in its order; what is off sale below. */
export async function servicesPage(desk: Desk) {
  const { ctx, mayAny, say, text, words } = desk
  requireStaff(ctx, 'services:view')
  const labels = words('setupServices')
  const [services, trainers] = await Promise.all([listServiceDetails(ctx), listTrainerDetails(ctx)])
  const names = new Map(trainers.map(({ id, name }) => [id, text(name)]))
  const toRow = (service: ServiceDetails) => {
    const name = text(service.name)
    return {
      id: service.id,
      name,
      href: `/admin/services/${service.id}`,
      kind: service.kind === 'class' ? labels.kinds.class : labels.kinds.appointment,
      price: desk.format.money(service.price.amountMinor),
      duration: spanOf(desk, service.durationMinutes),
      color: service.color,
      trainers: trainersOf(desk, service, names),
      upLabel: say('say.moveUp', { name }),
      downLabel: say('say.moveDown', { name }),
    }
  }
  return {
    pageTitle: titleOf(desk, labels.title),
    active: services.filter(({ status }) => status === 'active').map(toRow),
    archived: services.filter(({ status }) => status === 'archived').map(toRow),
    mayChange: mayAny('services:change'),
    words: labels,
  }
}

export type ServiceRow = Awaited<ReturnType<typeof servicesPage>>['active'][number]

// oxlint-disable-next-line max-params
function trainersOf({ say, words }: Desk, { trainers }: ServiceDetails, names: Map<string, string>): string {
  const all = trainers.flatMap(({ trainerId }) => names.get(trainerId) ?? [])
  if (all.length === 0) return words('setupServices').nobody
  return all.length > 3 ? say('say.trainerCount', { count: all.length }) : all.join(', ')
}

/** Moves one service a place up or down. */
export async function servicesAnswer(desk: Desk): Promise<CarriedOut> {
  const form = await readForm(desk.request)
  const services = await listServiceDetails(desk.ctx)
  const ids = services.filter(({ status }) => status === 'active').map(({ id }) => id)
  await orderServices(desk.ctx, { serviceIds: moveInOrder(ids, form.text('id'), form.text('intent')) })
  return { location: '/admin/services' }
}
