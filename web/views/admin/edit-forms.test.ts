import { readdirSync, readFileSync } from 'node:fs'
import { getTableName, is } from 'drizzle-orm'
import { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { expect, test } from 'vitest'
import * as schema from '../../../db/tenant/schema/index.ts'
import { getNotificationSettings } from '../../../tenants/messages/rules/get-notification-settings.ts'
import { createPolicy } from '../../../tenants/policies/create-policy.ts'
import { saveLegalPage } from '../../../tenants/site/legal/save-legal-page.ts'
import { createResource } from '../../../tenants/studio/create-resource.ts'
import type { TenantContext } from '../../../tenants/context.ts'
import { makeDesk } from '../../../tests/support/make-desk.ts'
import { makeEndpoint } from '../../../tests/support/make-endpoint.ts'
import { makePolicyRules } from '../../../tests/support/make-policy-rules.ts'
import { makeTeam, people, type Team } from '../../../tests/support/make-team.ts'
import { ids } from '../../../tests/support/studio-rows.ts'
import type { Desk } from '../../lib/desk.server.ts'
import { readForm } from '../../lib/read-form.server.ts'
import { clientFormAnswer, clientFormPage } from './clients/client-form-view.server.ts'
import type { Values } from './form-values.server.ts'
import { clockForm, saveClock } from './messages/clock-view.server.ts'
import { quietForm, saveQuiet } from './messages/quiet-view.server.ts'
import { sendersPage, smsAnswer } from './messages/sms-view.server.ts'
import { textAnswer, textPage } from './messages/text-view.server.ts'
import { placeAnswer, placePage } from './setup/place-view.server.ts'
import { policyAnswer, policyPage } from './setup/policy-view.server.ts'
import { resourceAnswer, resourcePage } from './setup/resource-view.server.ts'
import { serviceAnswer, servicePage } from './setup/service-view.server.ts'
import { settingsAnswer, settingsPage } from './setup/settings-view.server.ts'
import { trainerAnswer, trainerPage } from './setup/trainer-view.server.ts'
import { legalPageAnswer, legalPagePage } from './site/legal-view.server.ts'
import { siteAnswer, sitePage } from './site/site-view.server.ts'
import { endpointFormAnswer, endpointFormPage } from './webhooks/endpoint-form-view.server.ts'

/**
 * One of the forms about something that has editions, and three of its fields, each with two texts that it may hold; two of
 * one that has no more.
 */
type EditForm = {
  table: string
  page: (desk: Desk) => Promise<{ values: Values; edition: string }>
  answer: (desk: Desk) => Promise<object>
  params?: (ctx: TenantContext) => Promise<Record<string, string>>
  theirs: string
  mine?: string
  both: string
  texts?: { [Text in 'theirs' | 'mine' | 'first' | 'second']?: string }
}

const asNamed = { theirs: 'name.en', mine: 'name.bg' }

/** By the file it is in. */
const forms: Record<string, EditForm> = {
  'clients/client-form-view.server.ts': {
    table: 'clients',
    page: clientFormPage,
    answer: clientFormAnswer,
    params: async () => ({ client: 'cli_ana' }),
    theirs: 'firstName',
    mine: 'preferences',
    both: 'goals',
  },
  'setup/service-view.server.ts': {
    table: 'services',
    page: servicePage,
    answer: serviceAnswer,
    params: async () => ({ service: ids.training }),
    ...asNamed,
    both: 'description.en',
  },
  'setup/trainer-view.server.ts': {
    table: 'trainers',
    page: trainerPage,
    answer: trainerAnswer,
    params: async () => ({ trainer: ids.ivan }),
    ...asNamed,
    both: 'bio.en',
  },
  'setup/place-view.server.ts': {
    table: 'locations',
    page: placePage,
    answer: placeAnswer,
    params: async () => ({ place: ids.location }),
    ...asNamed,
    both: 'address.en',
  },
  'setup/resource-view.server.ts': {
    table: 'resources',
    page: resourcePage,
    answer: resourceAnswer,
    params: async (ctx) => {
      const room = await createResource(ctx, { locationId: ids.location, name: 'Room', pool: 'rooms' })
      return { resource: room.id }
    },
    ...asNamed,
    both: 'pool',
  },
  'setup/policy-view.server.ts': {
    table: 'policies',
    page: policyPage,
    answer: policyAnswer,
    params: async (ctx) => {
      const policy = await createPolicy(ctx, { name: 'House', rules: makePolicyRules() })
      return { policy: policy.id }
    },
    theirs: 'text.en',
    mine: 'text.bg',
    both: 'name',
  },
  'setup/settings-view.server.ts': {
    table: 'settings',
    page: settingsPage,
    answer: settingsAnswer,
    theirs: 'studioName.en',
    mine: 'studioName.bg',
    both: 'maxWaitlistEntries',
    texts: { first: '3', second: '4' },
  },
  'messages/text-view.server.ts': {
    table: 'message_templates',
    page: textPage,
    answer: textAnswer,
    params: async () => ({ kind: 'reminder' }),
    theirs: 'subject',
    mine: 'heading',
    both: 'intro',
  },
  'messages/sms-view.server.ts': {
    table: 'message_settings',
    page: sendersPage,
    answer: smsAnswer,
    theirs: 'smsSender',
    mine: 'smsCountries',
    both: 'smsDayCap',
    texts: { mine: 'RO', first: '3', second: '4' },
  },
  'messages/quiet-view.server.ts': {
    table: 'settings',
    page: async (desk) => quietForm(desk),
    answer: async (desk) => saveQuiet(desk, { form: await readForm(desk.request), here: '/' }),
    theirs: 'quietFromMinute',
    both: 'quietUntilMinute',
    texts: { theirs: '20:30', first: '06:30', second: '07:15' },
  },
  'messages/clock-view.server.ts': {
    table: 'message_settings',
    page: async (desk) => clockForm(desk, await getNotificationSettings(desk.ctx)),
    answer: async (desk) => saveClock(desk, { form: await readForm(desk.request), here: '/' }),
    theirs: 'digestAtMinute',
    both: 'missYouDays',
    texts: { theirs: '06:45', first: '30', second: '60' },
  },
  'webhooks/endpoint-form-view.server.ts': {
    table: 'webhook_endpoints',
    page: endpointFormPage,
    answer: endpointFormAnswer,
    params: async (ctx) => ({ endpoint: (await makeEndpoint(ctx, { events: ['client.created'] })).id }),
    theirs: 'description',
    mine: 'events.booking.moved',
    both: 'url',
    texts: { mine: 'on', first: 'https://first.example.com/', second: 'https://second.example.com/' },
  },
  'site/site-view.server.ts': {
    table: 'settings',
    page: sitePage,
    answer: siteAnswer,
    theirs: 'tagline.en',
    mine: 'tagline.bg',
    both: 'about.en',
  },
  'site/legal-view.server.ts': {
    table: 'legal_pages',
    page: legalPagePage,
    answer: legalPageAnswer,
    params: async (ctx) => {
      const { slug } = await saveLegalPage(ctx, { slug: 'imprint', title: { bg: 'I' }, body: { bg: 'B' } })
      return { slug }
    },
    theirs: 'title',
    mine: 'position',
    both: 'body',
    texts: { mine: '7' },
  },
}

/** Those that merge by asking the plan once more: `classes/classes-views.test.ts`. */
const planned = ['class_series']
/** One press is one change of them: nothing is typed that could be lost. */
const pressed = ['notification_rules']

test('no form that changes what has editions is left out', () => {
  const folder = import.meta.dirname
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const careful = files.filter(
    (file) =>
      file.endsWith('view.server.ts') &&
      /(mendEdited|saveSettingsForm)\(/.test(readFileSync(`${folder}/${file}`, 'utf8')),
  )
  expect(Object.keys(forms).toSorted()).toEqual(careful.toSorted())
  const tables = Object.values(schema).flatMap((table) =>
    is(table, SQLiteTable) && 'edition' in table ? [getTableName(table)] : [],
  )
  const covered = [...new Set(Object.values(forms).map(({ table }) => table)), ...planned, ...pressed]
  expect(covered.toSorted()).toEqual(tables.toSorted())
})

async function openForm(team: Team, { page, answer, params }: EditForm) {
  const about = (await params?.(await team.as(people.olga))) ?? {}
  // Whoever makes it does so before whoever changes it: the log tells deeds of one instant apart by chance.
  team.clock.advance(1_000)
  const at = (userId: string, form?: Values) =>
    makeDesk(team, { userId, path: '/admin', params: about, ...(form ? { form } : {}) })
  return {
    open: async (userId: string): Promise<Values> => {
      const { values, edition } = await page(await at(userId))
      return { ...values, edition }
    },
    send: async (userId: string, form: Values) => answer(await at(userId, form)),
  }
}

test.for(Object.entries(forms))(
  'of two who send %s the second is told, and nothing of either is lost',
  async ([, form]) => {
    const { theirs, mine, both } = form
    const texts = { theirs: 'Theirs', mine: 'Mine', first: 'First', second: 'Second', ...form.texts }
    const own = (text: string | undefined): Values => (mine ? { [mine]: text ?? '' } : {})
    const team = await makeTeam()
    const { open, send } = await openForm(team, form)
    const [first, second] = [await open(people.oscar), await open(people.olga)]
    const typed = { ...second, ...own(texts.mine), [both]: texts.second }

    const saved = await send(people.oscar, { ...first, [theirs]: texts.theirs, [both]: texts.first })
    expect(saved).toHaveProperty('location')
    // Who only looks at it since then has not changed it.
    team.clock.advance(1_000)
    await open(people.martin)
    const answer = await send(people.olga, typed)

    expect(answer).toMatchObject({
      status: 409,
      code: 'changed_meanwhile',
      values: { [theirs]: texts.theirs, ...own(texts.mine), [both]: texts.second },
      meanwhile: { text: expect.stringContaining('Oscar') },
    })
    const { values, meanwhile } = answer as { values: Values; meanwhile: { rows: { name: string }[] } }
    expect(meanwhile.rows).toHaveLength(2)
    expect(meanwhile.rows).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: theirs, theirs: texts.theirs, yours: 'As theirs' }),
        expect.objectContaining({ name: both, theirs: texts.first, yours: texts.second }),
      ]),
    )
    expect(await open(people.oscar)).toMatchObject({
      [theirs]: texts.theirs,
      ...own(mine && second[mine]),
      [both]: texts.first,
    })

    expect(await send(people.olga, values)).toHaveProperty('location')
    expect(await open(people.oscar)).toMatchObject({
      [theirs]: texts.theirs,
      ...own(texts.mine),
      [both]: texts.second,
    })
  },
)
