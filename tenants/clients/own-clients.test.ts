import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { auditLog, clients } from '../../db/tenant/schema/index.ts'
import { failureOf } from '../../tests/support/failure-of.ts'
import { findClientId, makeAskers, refusedFirst, type Answers } from '../../tests/support/make-askers.ts'
import { makeBooking } from '../../tests/support/make-booking.ts'
import {
  addBooking,
  addSession,
  makeClassStudio,
  type ClassStudio,
} from '../../tests/support/make-class-studio.ts'
import { makeTenant, MONDAY_MORNING } from '../../tests/support/make-tenant.ts'
import { makeTrainerActor } from '../../tests/support/make-trainer-actor.ts'
import { readState } from '../../tests/support/read-state.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import type { TenantContext } from '../context.ts'
import { hours, minutes } from '../durations.ts'
import { createClient } from './create-client.ts'
import { changeClient } from './change-client.ts'
import { createClientGroup } from './create-client-group.ts'
import { changeClientGroup } from './change-client-group.ts'
import { deleteClientGroup } from './delete-client-group.ts'
import { getClient } from './get-client.ts'
import { listClientGroups } from './list-client-groups.ts'
import { listClients } from './list-clients.ts'
import { addNote } from './notes/add-note.ts'
import { deleteNote } from './notes/delete-note.ts'
import { listNotes } from './notes/list-notes.ts'
import { isOwnClient } from './own-clients.ts'

/** Elena has trained with Maria; the studio has a group of clients. */
async function setUp() {
  const studio = await makeClassStudio()
  await makeBooking(studio)
  const clientId = await findClientId(studio, 'elena@example.test')
  const { id: clientGroupId } = await createClientGroup(studio.staff, { name: 'Members' })
  const { id: noteId } = await addNote(studio.staff, { clientId, text: 'Knee' })
  return { ...studio, clientId, clientGroupId, noteId, contexts: await makeAskers(studio) }
}
type Known = Awaited<ReturnType<typeof setUp>>

const own: Answers = {
  client: 'forbidden',
  trainer: 'done',
  'front desk': 'done',
  visitor: 'unauthorized',
  'another client': 'forbidden',
  'another trainer': 'not_found',
  looker: 'forbidden',
  powerless: 'forbidden',
}
const toSee: Answers = { ...own, looker: 'done' }
const any: Answers = { ...own, trainer: 'forbidden', 'another trainer': 'forbidden' }
const settings: Answers = { ...any, 'front desk': 'forbidden' }
const ana = { firstName: 'Ana', lastName: 'Ilieva', email: 'ana@example.test' }

const deeds: Record<string, [(ctx: TenantContext, known: Known) => Promise<unknown>, Answers]> = {
  'look at her': [(ctx, { clientId }) => getClient(ctx, { clientId }), toSee],
  'read her notes': [(ctx, { clientId }) => listNotes(ctx, { clientId, limit: 10 }), toSee],
  'write a note': [(ctx, { clientId }) => addNote(ctx, { clientId, text: 'Shoulder' }), own],
  'take somebody’s note away': [
    (ctx, { clientId, noteId }) => deleteNote(ctx, { clientId, noteId }),
    { ...own, trainer: 'forbidden' },
  ],
  'put her in a group': [
    (ctx, { clientId, clientGroupId }) => changeClient(ctx, { clientId, clientGroupId }),
    { ...any, 'another trainer': 'not_found' },
  ],
  'write down a new client': [(ctx) => createClient(ctx, ana), any],
  'list groups': [(ctx) => listClientGroups(ctx), { ...any, looker: 'done' }],
  'make a group': [(ctx) => createClientGroup(ctx, { name: 'Guests' }), settings],
  'change a group': [
    (ctx, { clientGroupId }) => changeClientGroup(ctx, { clientGroupId, name: 'Guests' }),
    settings,
  ],
  'dissolve a group': [(ctx, { clientGroupId }) => deleteClientGroup(ctx, { clientGroupId }), settings],
}

test.each(Object.entries(deeds))('with Maria’s client Elena: to %s', async (_name, [run, expected]) => {
  const known = await setUp()
  const answers: Partial<Answers> = {}
  for (const asker of refusedFirst(expected)) {
    const before = await readState(known)
    answers[asker] = await failureOf(run(known.contexts[asker], known))
    if (answers[asker] !== 'done') expect(await readState(known)).toEqual(before)
  }
  expect(answers).toEqual(expected)
  const stranger = await makeTenant()
  const elsewhere = stranger.makeContext({ actor: makeTrainerActor(ids.maria) })
  expect(['not_found', 'forbidden']).toContain(await failureOf(run(elsewhere, known)))
})

describe('the clients of a trainer', () => {
  async function makeClients(studio: ClassStudio) {
    const book = (name: string, changes: object) =>
      makeBooking(studio, {
        contactEmail: `${name.toLowerCase()}@example.test`,
        contactLastName: name,
        startsAt: MONDAY_MORNING + hours(30),
        ...changes,
      })
    const at = (hour: number) => ({ startsAt: MONDAY_MORNING + hours(hour) })
    await book('Alone', at(30))
    await book('Foreign', { trainerId: ids.ivan })
    await book('Gone', { status: 'cancelled', ...at(34) })
    const helped = await addSession(studio, { trainerId: ids.ivan, secondTrainerId: ids.maria, ...at(50) })
    const others = await addSession(studio, { trainerId: ids.ivan, takes: [], ...at(53) })
    await addBooking(studio, helped, { clientId: 'cli_helped' })
    await addBooking(studio, others, { clientId: 'cli_others' })
    await createClient(studio.staff, { ...ana, lastName: 'Unbooked' })
  }

  const namesOf = async (ctx: TenantContext, query: object = {}) => {
    const page = await listClients(ctx, { limit: 100, ...query })
    return page.clients.map(({ lastName, id }) => (id.startsWith('cli_helped') ? 'helped' : lastName))
  }

  test('have or had a booking with them, alone or in a class they give, first or second', async () => {
    const studio = await makeClassStudio()
    await makeClients(studio)
    const maria = studio.makeContext({ actor: makeTrainerActor(ids.maria) })

    expect(await namesOf(maria)).toEqual(['Alone', 'Gone', 'helped'])
    expect(await namesOf(studio.staff)).toHaveLength(6)
    expect(await namesOf(maria, { search: 'Foreign' })).toEqual([])
    expect(await namesOf(maria, { search: 'alone@' })).toEqual(['Alone'])

    const first = await listClients(maria, { limit: 1 })
    expect(first.hasMore).toBe(true)
    expect(await namesOf(maria, { after: first.clients[0]?.id })).toEqual(['Gone', 'helped'])
    // A cursor says of nobody else that there is such a client.
    const foreign = await findClientId(studio, 'foreign@example.test')
    const codes = [foreign, 'cli_none'].map((after) => failureOf(listClients(maria, { limit: 1, after })))
    expect(await Promise.all(codes)).toEqual(['invalid_input', 'invalid_input'])
  })

  test('are found by the index made for it', async () => {
    const { ctx } = await makeTenant()
    const condition = isOwnClient(ids.maria)
    const query = ctx.db.orm.select({ id: clients.id }).from(clients).where(condition).getSQL()
    const [plan] = await ctx.db.read([ctx.db.orm.all<{ detail: string }>(sql`EXPLAIN QUERY PLAN ${query}`)])
    const steps = plan.map(({ detail }) => detail).join('\n')
    expect(steps).toMatch(
      /bookings USING COVERING INDEX bookings_trainer_client_idx \(trainer_id=\? AND client_id=\?\)/,
    )
    expect(steps).toMatch(/sessions USING .*sessions_second_trainer_idx/)
    expect(steps).toMatch(/bookings USING INDEX bookings_session_idx/)
  })
})

describe('that somebody looked', () => {
  const readLooks = async ({ ctx: { db } }: Pick<ClassStudio, 'ctx'>) => {
    const [rows] = await db.read([
      db.orm
        .select()
        .from(auditLog)
        .where(sql`action = 'client.view'`),
    ])
    return rows.map(({ actor, subjectId, requestId }) => [actor, subjectId, requestId])
  }

  test('is written down once an hour for each who looks and each client', async () => {
    const { contexts, clientId, clock, ...studio } = await setUp()
    const { trainer, 'front desk': desk } = contexts
    const other = await createClient(studio.staff, ana)
    await getClient(trainer, { clientId })
    await listNotes(trainer, { clientId, limit: 10 })
    expect(await readLooks(studio)).toEqual([['staff:usr_maria', clientId, 'req_test']])

    await getClient(desk, { clientId })
    await getClient(desk, { clientId: other.id })
    expect(await readLooks(studio)).toHaveLength(3)
    clock.advance(minutes(59))
    await getClient(trainer, { clientId })
    expect(await readLooks(studio)).toHaveLength(3)
    clock.advance(minutes(1))
    await getClient(trainer, { clientId })
    expect(await readLooks(studio)).toHaveLength(4)
  })

  test('is not, when they saw nothing', async () => {
    const { contexts, clientId, ...studio } = await setUp()
    await failureOf(getClient(contexts['another trainer'], { clientId }))
    await failureOf(getClient(contexts.trainer, { clientId: 'cli_none' }))
    expect(await readLooks(studio)).toEqual([])
  })
})

describe('notes', () => {
  test('are read from the newest on, a page at a time', async () => {
    const { contexts, clientId, clock, noteId } = await setUp()
    const { trainer } = contexts
    clock.advance(1)
    const second = await addNote(trainer, { clientId, text: ' Two\r\nlines ' })
    const third = await addNote(trainer, { clientId, text: 'Last' })
    expect(second).toMatchObject({ author: 'staff:usr_maria', trainerId: ids.maria, text: 'Two\nlines' })

    const { notes, hasMore } = await listNotes(trainer, { clientId, limit: 2 })
    expect([notes.map(({ id }) => id).toSorted(), hasMore]).toEqual([[second.id, third.id].toSorted(), true])
    const rest = await listNotes(trainer, { clientId, limit: 2, after: notes[1]?.id })
    expect([rest.notes.map(({ id }) => id), rest.hasMore]).toEqual([[noteId], false])
    expect(await failureOf(listNotes(trainer, { clientId, limit: 2, after: 'nte_none' }))).toBe(
      'invalid_input',
    )
  })

  test('are taken away by who wrote them, text and all; the log keeps that they were there', async () => {
    const { contexts, clientId, noteId, ...studio } = await setUp()
    const { trainer } = contexts
    const { id } = await addNote(trainer, { clientId, text: 'Delete me' })
    await deleteNote(trainer, { clientId, noteId: id })

    expect((await listNotes(trainer, { clientId, limit: 10 })).notes.map((note) => note.id)).toEqual([noteId])
    expect(await failureOf(deleteNote(trainer, { clientId, noteId: id }))).toBe('not_found')
    expect(JSON.stringify(await readState(studio))).not.toContain('Delete me')
    const { db } = studio.ctx
    const [log] = await db.read([
      db.orm
        .select()
        .from(auditLog)
        .where(sql`action LIKE 'client.note%'`),
    ])
    expect(log.map(({ action, actor }) => [action, actor])).toEqual([
      ['client.note_added', 'staff:key_test'],
      ['client.note_added', 'staff:usr_maria'],
      ['client.note_deleted', 'staff:usr_maria'],
    ])
  })

  test('belong to their client alone', async () => {
    const { contexts, noteId, ...studio } = await setUp()
    const other = await createClient(studio.staff, ana)
    const asked = { clientId: other.id, noteId }
    expect(await failureOf(deleteNote(contexts['front desk'], asked))).toBe('not_found')
    const after = { clientId: other.id, limit: 1, after: noteId }
    expect(await failureOf(listNotes(contexts['front desk'], after))).toBe('invalid_input')
  })

  test.each([
    ['empty', '  '],
    ['too long', 'x'.repeat(2001)],
    ['with marks that turn text around', 'a\u202Eb'],
  ])('that are %s are refused', async (_how, text) => {
    const { staff, clientId } = await setUp()
    expect(await failureOf(addNote(staff, { clientId, text }))).toBe('invalid_input')
  })

  test('are not written about whoever asked to be forgotten', async () => {
    const { staff, clientId, ctx } = await setUp()
    await ctx.db.write([ctx.db.orm.update(clients).set({ erasedAt: 1 })])
    expect(await failureOf(addNote(staff, { clientId, text: 'x' }))).toBe('not_allowed')
  })
})
