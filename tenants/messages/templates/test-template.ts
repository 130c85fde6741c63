import { and, eq, gt, sql } from 'drizzle-orm'
import { messages } from '../../../db/tenant/schema/index.ts'
import { requireLogin } from '../../access/require-login.ts'
import { requireStaff } from '../../access/require-staff.ts'
import type { TenantContext } from '../../context.ts'
import { hours } from '../../durations.ts'
import { AppError } from '../../errors.ts'
import { makeId } from '../../ids.ts'
import type { AskedSample } from './preview-template.ts'
import { readTemplateKey, readTexts } from './template-input.ts'

/** So many tries of one person go out in an hour. */
const MOST_TESTS = 20

/**
 * Sends somebody of the staff, at their own address, what a message would say: through the outbox, as it would go to a client.
 * What is written on phones comes in a mail as well.
 *
 * @throws AppError `unauthorized` also for programs, `forbidden`, `invalid_input`, `rate_limited`; DatabaseError.
 */
export async function testTemplate(
  ctx: TenantContext,
  { texts, ...asked }: AskedSample,
): Promise<{ messageId: string; recipient: string }> {
  requireStaff(ctx, 'messages:change')
  const { user } = requireLogin(ctx)
  const { kind, channel, locale } = readTemplateKey(asked)
  const own = texts && readTexts({ kind, channel, locale }, texts)
  const { orm, read, write } = ctx.db
  const now = ctx.now()
  const isTry = and(eq(messages.userId, user.id), eq(messages.kind, 'template_test'))
  const [[sent]] = await read([
    orm
      .select({ count: sql<number>`count(*)` })
      .from(messages)
      .where(and(isTry, gt(messages.bookingVersion, now - hours(1)))),
  ])
  if ((sent?.count ?? 0) >= MOST_TESTS) {
    throw new AppError('rate_limited', 'These are many tries.', { retryAfterSeconds: 3_600 })
  }
  const messageId = makeId('msg')
  await write([
    orm.insert(messages).values({
      id: messageId,
      userId: user.id,
      // Of what is about a login: when it was decided.
      bookingVersion: now,
      kind: 'template_test',
      channel: 'email',
      recipient: user.email,
      locale,
      plannedAt: now,
      details: { kind, channel, name: user.name, ...own },
    }),
  ])
  await ctx.announce(now)
  return { messageId, recipient: user.email }
}
