import { expect, test } from 'vitest'
import { DatabaseError } from '../../db/database-error.ts'
import { makeClock } from '../../tests/support/make-clock.ts'
import { hours, minutes, seconds } from '../durations.ts'
import type { BookingCommand } from './booking-command.ts'
import { BookingLine, type BookingLineDeps } from './booking-line.ts'
import type { BookingOutcome } from './booking-outcome.ts'

// Only what the line looks at; the rest of a command is the database's concern.
function command(id: string, startsAt: number): BookingCommand {
  const endsAt = startsAt + hours(1)
  const time = {
    trainerId: 'trn_1',
    startsAt,
    endsAt,
    occupiedFrom: startsAt,
    occupiedUntil: endsAt,
    gapRule: 'max',
  }
  const claim = { times: [time], ignore: [id], isForced: false }
  return { kind: 'book', id, rows: [{ id }], claim, hold: null } as unknown as BookingCommand
}

const booked = ({ id }: BookingCommand) =>
  ({ ok: true, bookings: [{ id, status: 'confirmed' }], hold: null }) as unknown as BookingOutcome

/** A line whose round trips the test ends by hand: `answer` settles the one under way. */
function makeLine(changes: Partial<BookingLineDeps> = {}) {
  const clock = makeClock(0)
  const trips: string[][] = []
  const reported: unknown[] = []
  let answer: (outcome: 'booked' | DatabaseError) => void = () => {}
  const line = new BookingLine({
    commit: (commands) => {
      trips.push(commands.map(({ id }) => id))
      return new Promise((resolve, reject) => {
        answer = (outcome) => (outcome === 'booked' ? resolve(commands.map(booked)) : reject(outcome))
      })
    },
    settle: () => Promise.reject(new DatabaseError('unavailable', 'still down')),
    now: clock.now,
    report: (error, commands) => reported.push([error, commands.map(({ id }) => id)]),
    ...changes,
  })
  const settle = async (outcome: 'booked' | DatabaseError = 'booked') => {
    answer(outcome)
    await new Promise(setImmediate)
  }
  return { line, clock, trips, reported, settle }
}

test('sends together what arrives while a round trip is under way', async () => {
  const { line, trips, settle } = makeLine()
  const answers = [0, 1, 2, 3].map((n) => line.submit(command(`b${n}`, hours(n))))

  await settle()
  await settle()

  expect(trips).toEqual([['b0'], ['b1', 'b2', 'b3']])
  expect((await Promise.all(answers)).every(({ ok }) => ok)).toBe(true)
})

test('refuses from memory what it saw taken, without another round trip', async () => {
  const { line, trips, settle } = makeLine()
  const first = line.submit(command('first', 0))
  const second = line.submit(command('second', minutes(30)))
  await settle()

  expect(await first).toMatchObject({ ok: true })
  expect(await second).toEqual({ ok: false, code: 'slot_taken' })
  expect(trips).toEqual([['first']])
})

test('asks the database again once its memory is two seconds old, or was told to forget', async () => {
  const { line, clock, trips, settle } = makeLine()
  void line.submit(command('first', 0))
  await settle()
  clock.advance(seconds(2) + 1)
  void line.submit(command('second', 0))
  await settle()
  line.forget('second')
  void line.submit(command('third', 0))

  expect(trips).toEqual([['first'], ['second'], ['third']])
})

test('keeps the order of arrival among those who want overlapping times', async () => {
  const { line, trips, settle } = makeLine()
  void line.submit(command('running', hours(9)))
  void line.submit(command('a', 0))
  void line.submit(command('b', minutes(45)))
  void line.submit(command('c', minutes(90)))
  await settle()

  // c meets only b, but b came first and may still get its time.
  expect(trips).toEqual([['running'], ['a']])
})

test('answers a retry of the same booking instead of holding it against itself', async () => {
  const { line, settle } = makeLine()
  void line.submit(command('same', 0))
  await settle()
  const again = line.submit(command('same', 0))
  await settle()

  expect(await again).toMatchObject({ ok: true })
})

test('looks up what became of a write whose answer got lost', async () => {
  const { line, settle } = makeLine({ settle: async (commands) => commands.map(booked) })
  const answer = line.submit(command('lost', 0))
  await settle(new DatabaseError('unknown', 'cut'))

  expect(await answer).toMatchObject({ ok: true })
})

test('says that it does not know when that cannot be looked up either', async () => {
  const { line, reported, settle } = makeLine()
  const answer = line.submit(command('lost', 0))
  await settle(new DatabaseError('unknown', 'cut'))

  expect(await answer).toEqual({ ok: false, code: 'outcome_unknown' })
  expect(reported).toEqual([[expect.any(DatabaseError), ['lost']]])
})

test('does not let one refused command cost the others their place', async () => {
  let trips = 0
  const { line } = makeLine({
    commit: async (commands) => {
      trips += 1
      if (commands.some(({ id }) => id === 'bad')) throw new DatabaseError('constraint', 'FOREIGN KEY')
      return commands.map(booked)
    },
  })
  const answers = await Promise.all(['ok', 'good', 'bad'].map((id, n) => line.submit(command(id, hours(n)))))

  expect(answers.map((answer) => answer.ok || answer.code)).toEqual([true, true, 'unavailable'])
  expect(trips).toBeLessThanOrEqual(4)
})

test('sends nobody on who has waited too long, and turns away a crowd', async () => {
  const { line, clock, trips, settle } = makeLine()
  void line.submit(command('running', 0))
  const patient = line.submit(command('patient', hours(2)))
  const crowd = Array.from({ length: 1_000 }, (_, n) => line.submit(command(`crowd${n}`, hours(5 + n))))
  expect(await crowd.at(-1)).toEqual({ ok: false, code: 'unavailable' })
  clock.advance(seconds(6))
  await settle()

  expect(await patient).toEqual({ ok: false, code: 'unavailable' })
  expect(trips).toEqual([['running']])
})
