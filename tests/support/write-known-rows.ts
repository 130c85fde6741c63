import {
  auditLog,
  bookingEvents,
  bookings,
  calendarFeeds,
  charges,
  clientNotes,
  consents,
  holds,
  invitations,
  loginSessions,
  messages,
  notificationChoices,
  oneTimeTokens,
  passkeyChallenges,
  passkeys,
  pushSubscriptions,
  recoveryCodes,
  smsStops,
  staffNotificationChoices,
  totpSecrets,
} from '../../db/tenant/schema/index.ts'
import { days, hours } from '../../tenants/durations.ts'
import type { TestTenant } from './make-tenant.ts'
import { ids } from './studio-rows.ts'
import { writeBooking, writeEntry, writeSession } from './write-rows.ts'

/** By these anybody would know her: no other row of a test studio holds them. */
export const traces = {
  first: 'Zdravka',
  last: 'Mustermann',
  child: 'Kiril',
  guest: 'Ognyan',
  email: 'zdravka@known.example',
  old: 'old-zdravka@known.example',
  phone: '+359888123123',
  secret: 'zdravka-secret',
  words: 'Zdravka has a bad knee',
}

export type KnownIds = { clientId: string; userId: string; bookingId: string }

/** What she booked and waited for, what it brought, and what was said of it. */
export async function writePast(studio: TestTenant, { clientId, bookingId }: KnownIds): Promise<void> {
  const { ctx, clock } = studio
  const { db } = ctx
  const now = clock.now()
  const startsAt = now - days(2)
  const contact = {
    clientId,
    contactFirstName: traces.first,
    contactLastName: traces.last,
    contactEmail: traces.old,
    contactPhone: traces.phone,
    clientTimeZone: 'Europe/London',
    requestHash: traces.secret,
  }
  const about = { partyId: bookingId, startsAt, status: 'completed' as const, seriesId: 'bse_known' }
  const written = { notes: traces.words, cancelReason: traces.words, overrideReason: traces.words }
  await writeBooking(studio, { ...contact, ...about, ...written, id: bookingId, dependentId: 'dep_known' })
  const session = await writeSession(studio, { startsAt: now - days(3) })
  const entry = await writeEntry(studio, {
    ...contact,
    sessionId: session.id,
    status: 'left',
    id: 'wle_known',
  })
  const hold = {
    holder: traces.secret,
    trainerId: ids.maria,
    serviceId: ids.training,
    locationId: ids.location,
    startsAt,
    endsAt: startsAt + hours(1),
    occupiedFrom: startsAt,
    occupiedUntil: startsAt + hours(1),
    status: 'consumed' as const,
    statusAt: 0,
    createdAt: 0,
    expiresAt: 0,
  }
  const mail = {
    channel: 'email',
    recipient: traces.old,
    locale: 'en',
    plannedAt: 0,
    bookingVersion: 1,
  } as const
  await db.write([
    db.orm.update(bookings).set({ attendeeFirstName: traces.guest, attendeeLastName: traces.last }),
    db.orm.insert(holds).values({ id: 'hld_known', bookingId, ...hold }),
    db.orm.insert(charges).values({
      id: 'chg_known',
      bookingId,
      kind: 'no_show',
      amountMinor: 3000,
      currency: 'EUR',
      losesCredit: false,
      state: 'owed',
      reason: traces.words,
      createdAt: 0,
    }),
    db.orm
      .insert(bookingEvents)
      .values({ id: 'evt_known', bookingId, kind: 'booked', actor: 'client', details: null, at: 0 }),
    db.orm.insert(messages).values([
      {
        ...mail,
        id: 'msg_sent',
        bookingId,
        kind: 'booking_confirmed',
        state: 'sent',
        providerId: traces.secret,
        delivery: 'bounced',
        deliveryReason: `no such address: ${traces.old}`,
        details: { words: traces.words },
      },
      { ...mail, id: 'msg_failed', bookingId, kind: 'reminder', state: 'failed', reason: `to ${traces.old}` },
      { ...mail, id: 'msg_planned', bookingId, kind: 'reminder', leadMinutes: 60, plannedAt: now + days(1) },
      { ...mail, id: 'msg_entry', waitlistEntryId: entry.id, kind: 'waitlist_joined', state: 'sent' },
    ]),
    db.orm.insert(clientNotes).values({
      id: 'nte_known',
      clientId,
      author: 'staff:usr_owner',
      text: traces.words,
      createdAt: 0,
    }),
    db.orm.insert(consents).values({
      id: 'con_known',
      clientId,
      kind: 'privacy',
      isGiven: true,
      text: 'I agree.',
      version: '1',
      at: 0,
      source: 'registration',
      actor: 'client:usr_known',
      phone: traces.phone,
    }),
    db.orm.insert(smsStops).values({ phone: traces.phone, stoppedAt: 0 }),
    db.orm.insert(pushSubscriptions).values({
      id: 'psh_known',
      clientId,
      endpointHash: traces.secret,
      sealed: traces.secret,
      device: 'Known telephone',
      createdAt: 0,
    }),
    db.orm.insert(calendarFeeds).values({
      id: 'fed_known',
      clientId,
      tokenHash: traces.secret,
      label: 'Known calendar',
      author: 'client:usr_known',
      createdAt: 0,
    }),
    db.orm
      .insert(notificationChoices)
      .values({ clientId, kind: 'news', channel: 'email', isWanted: true, updatedAt: 0 }),
    db.orm.insert(auditLog).values([
      {
        id: 'aud_known',
        at: 0,
        actor: 'staff:usr_owner',
        action: 'client.change',
        subjectId: clientId,
        reason: traces.words,
        before: { name: traces.first },
        after: { name: traces.last },
      },
      {
        id: 'aud_booking',
        at: 0,
        actor: 'staff:usr_owner',
        action: 'x',
        subjectId: bookingId,
        reason: traces.words,
      },
    ]),
  ])
}

/** How she signs in, and what was sent to her for it. */
export async function writeLogin({ ctx }: TestTenant, { userId }: KnownIds): Promise<void> {
  const { db } = ctx
  const token = { createdAt: 0, expiresAt: ctx.now() + days(1) }
  const mail = { channel: 'email', locale: 'en', plannedAt: 0, bookingVersion: 0 } as const
  await db.write([
    db.orm.insert(oneTimeTokens).values([
      { id: 'tok_known', purpose: 'reset_password', userId, email: traces.email, ...token },
      {
        id: 'tok_asked',
        purpose: 'register',
        email: traces.old,
        details: { firstName: traces.first },
        ...token,
      },
    ]),
    db.orm.insert(messages).values([
      {
        ...mail,
        id: 'msg_link',
        oneTimeTokenId: 'tok_asked',
        kind: 'account_register',
        recipient: traces.old,
      },
      { ...mail, id: 'msg_login', userId, kind: 'account_password_changed', recipient: traces.email },
    ]),
    db.orm.insert(invitations).values({
      id: 'inv_known',
      email: traces.old,
      name: `${traces.first} ${traces.last}`,
      role: 'trainer',
      tokenId: 'tok_asked',
      invitedBy: 'staff:usr_owner',
      createdAt: 0,
    }),
    db.orm.insert(loginSessions).values({
      id: 'known',
      userId,
      kind: 'browser',
      state: 'open',
      method: 'password',
      createdAt: 0,
      lastSeenAt: 0,
      idleMs: days(30),
      endsAt: days(99_999),
      authenticatedAt: 0,
      userAgent: 'Known browser',
      network: '198.51.100.77',
    }),
    db.orm.insert(passkeys).values({
      id: 'passkey_known',
      userId,
      rpId: 'book.ironworks.test',
      publicKey: traces.secret,
      counter: 0,
      transports: [],
      isBackedUp: false,
      name: `Key of ${traces.first}`,
      createdAt: 0,
    }),
    db.orm
      .insert(passkeyChallenges)
      .values({ id: 'chl_known', purpose: 'add', userId, challenge: traces.secret, expiresAt: 0 }),
    db.orm.insert(totpSecrets).values({ userId, secretSealed: traces.secret, createdAt: 0, confirmedAt: 0 }),
    db.orm.insert(staffNotificationChoices).values({ userId, kind: 'digest', isWanted: false }),
    db.orm.insert(recoveryCodes).values({ userId, codeHash: traces.secret }),
  ])
}
