import { calendarFeeds, messages, notificationRules } from '../../db/tenant/schema/index.ts'
import { owners } from './people.ts'
import { booking, nextId, type MakeThing, type Place } from './things.ts'

export const message: MakeThing = async (place) => confirmationOf(place, await booking(place))

/** The confirmation of a booking, sent a while ago. */
export async function confirmationOf(place: Place, bookingId: string): Promise<string> {
  const id = nextId('msg')
  const row = {
    id,
    bookingId,
    bookingVersion: 1,
    kind: 'booking_confirmed',
    channel: 'email',
    recipient: `${place.whose}@example.test`,
    locale: 'en',
    plannedAt: place.at,
    state: 'sent',
  } as const
  await place.db.write([place.db.orm.insert(messages).values(row)])
  return id
}

let leads = 100
/** One that nothing else is like. */
export const nextRule = () => ({ kind: 'reminder', channel: 'email', lead_minutes: (leads += 1) })

export const rule: MakeThing = async ({ db }) => {
  const id = nextId('nrl')
  const { lead_minutes: leadMinutes } = nextRule()
  const row = { id, kind: 'reminder', channel: 'sms', leadMinutes, createdAt: 0 } as const
  await db.write([db.orm.insert(notificationRules).values(row)])
  return id
}

/** Whose each is that was made here. */
const feedTrainers = new Map<string, string>()
export const feedTrainer = (id: string) => `trainer_id=${feedTrainers.get(id) ?? 'trn_none'}`

async function makeFeed({ db }: Place, whose: { trainerId: string } | { clientId: string }): Promise<string> {
  const id = nextId('cfd')
  const row = { ...whose, id, tokenHash: id, author: 'system', createdAt: 0 }
  await db.write([db.orm.insert(calendarFeeds).values(row)])
  return id
}

export const trainerFeed: MakeThing = async (place) => {
  const { trainerId } = owners[place.whose]
  const id = await makeFeed(place, { trainerId })
  feedTrainers.set(id, trainerId)
  return id
}

export const clientFeed: MakeThing = (place) => makeFeed(place, { clientId: owners[place.whose].clientId })
