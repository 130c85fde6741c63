import { listResources } from '../../../../tenants/studio/list-resources.ts'
import { listTrainerDetails } from '../../../../tenants/studio/list-trainer-details.ts'
import type { ServiceDetails } from '../../../../tenants/studio/service-details.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import { checkText, isChecked, moneyText, readMoney, readNumber, type Values } from '../form-values.server.ts'

/** Who may give a service, and what it may use: lists within its form, with fields of their own. */
export type ServiceParts = Awaited<ReturnType<typeof readParts>>

export async function readParts(desk: Desk) {
  const { ctx, text } = desk
  const [trainers, resources] = await Promise.all([listTrainerDetails(ctx), listResources(ctx)])
  const inUse = resources.filter(({ status }) => status === 'active')
  return {
    trainers: trainers
      .filter(({ status }) => status === 'active')
      .map(({ id, name }) => ({ id, name: text(name) })),
    pools: [...new Set(inUse.map(({ pool }) => pool))].map((pool) => ({
      pool,
      names: inUse
        .filter((one) => one.pool === pool)
        .map(({ name }) => text(name))
        .join(', '),
    })),
  }
}

type Listed = Pick<ServiceDetails, 'trainers' | 'uses'>

/** What the fields of these lists show. */
export function partValues(desk: Desk, { trainers, pools }: ServiceParts, service: Listed): Values {
  const ofTrainers = trainers.flatMap(({ id }) => {
    const own = service.trainers.find(({ trainerId }) => trainerId === id)
    return [
      [`trainer.${id}`, checkText(own !== undefined)],
      [`trainer.${id}.price`, moneyText(desk, own?.price?.amountMinor ?? null)],
      [`trainer.${id}.minutes`, String(own?.durationMinutes ?? '')],
    ]
  })
  const ofPools = pools.flatMap(({ pool }) => {
    const own = service.uses.find((use) => use.pool === pool)
    return [
      [`use.${pool}`, String(own?.units ?? '')],
      [`use.${pool}.per`, own?.per ?? 'session'],
    ]
  })
  return Object.fromEntries([...ofTrainers, ...ofPools])
}

/** What was chosen in them. Trainers who are not listed, being archived, give what they gave. */
// oxlint-disable-next-line max-params
export function readListed(desk: Desk, { trainers, pools }: ServiceParts, values: Values, kept?: Listed) {
  const hidden = (kept?.trainers ?? []).filter(({ trainerId }) =>
    trainers.every(({ id }) => id !== trainerId),
  )
  const chosen = trainers
    .filter(({ id }) => isChecked(values, `trainer.${id}`))
    .map(({ id }) => ({
      trainerId: id,
      price: readMoney(values, `trainer.${id}.price`, desk),
      durationMinutes: readNumber(values, `trainer.${id}.minutes`),
    }))
  return {
    trainers: [...chosen, ...hidden],
    uses: pools.flatMap(({ pool }) => {
      const units = readNumber(values, `use.${pool}`)
      const per = values[`use.${pool}.per`] === 'head' ? ('head' as const) : ('session' as const)
      return units === null || units === 0 ? [] : [{ pool, units, per }]
    }),
  }
}

/** Which field of theirs it is that the verb calls so. */
export function partOf(path: string, { trainers, uses }: ReturnType<typeof readListed>): string {
  const [, list, index = '', field = ''] = /^(trainers|uses)\.(\d+)\.(\w+)/.exec(path) ?? []
  if (list === 'trainers') {
    const id = trainers[Number(index)]?.trainerId ?? ''
    return field === 'trainerId'
      ? `trainer.${id}`
      : `trainer.${id}.${field === 'price' ? 'price' : 'minutes'}`
  }
  if (list === 'uses') return `use.${uses[Number(index)]?.pool ?? ''}`
  return path
}

/** What to say of them when they are wrong. */
export function partErrors({ words }: Desk, { trainers, uses }: ReturnType<typeof readListed>): Values {
  const { errors } = words('admin').forms
  const own = words('setupServices').errors
  return Object.fromEntries([
    ...trainers.flatMap((_trainer, index) => [
      [`trainers.${index}.price.amountMinor`, errors.money],
      [`trainers.${index}.durationMinutes`, errors.number],
    ]),
    ...uses.flatMap((_use, index) => [
      [`uses.${index}.units`, own.units],
      [`uses.${index}.pool`, own.units],
    ]),
  ])
}
