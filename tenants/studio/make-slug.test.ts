import { expect, test } from 'vitest'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { staffActor } from '../../tests/support/staff-actor.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { createService } from './create-service.ts'
import { createTrainer } from './create-trainer.ts'
import { slugOf } from './make-slug.ts'

test.for([
  ['Personal training', 'personal-training'],
  ['Йога за бременни', 'yoga-za-bremenni'],
  ['Щангите на Ъперкът', 'shtangite-na-aperkat'],
  ['Pilätes & Co. (60′)', 'pilates-co-60'],
  ['瑜伽', ''],
] as const)('"%s" is "%s" in an address', ([name, slug]) => {
  expect(slugOf(name)).toBe(slug)
})

test('what is made without an address gets one that nobody has', async () => {
  const { makeContext } = await makeTenant()
  const ctx = makeContext({ actor: staffActor })
  const offer = { durationMinutes: 30, price: { amountMinor: 0, currency: 'EUR' } }
  const slugs = []
  for (const name of [{ en: 'Assessment' }, { bg: 'Assessment!' }, { bg: '瑜伽' }])
    slugs.push((await createService(ctx, { ...offer, name })).slug)
  expect(slugs).toEqual(['assessment-2', 'assessment-3', 'service'])
  const trainer = await createTrainer(ctx, { name: { en: 'Maria', bg: 'Мария' }, locationId: ids.location })
  expect(trainer.slug).toBe('maria-2')
})
