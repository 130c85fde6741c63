import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { AppError, ErrorCode } from '../../tenants/errors.ts'
import type { AppEnv } from '../app-env.ts'
import { toInstant } from './instant.ts'
import type { Problem } from './problem-schema.ts'

/** RFC 9457's `title`: the same words for every problem of one kind. */
export const problemTitles: Record<ErrorCode, string> = {
  bad_request: 'The request cannot be read',
  unauthorized: 'You are not signed in',
  wrong_credentials: 'The sign-in did not work',
  second_factor_required: 'A second factor is needed',
  forbidden: 'This is not yours to do',
  reauthentication_required: 'Say once more who you are',
  forbidden_origin: 'The request came from another site',
  not_found: 'Not found',
  method_not_allowed: 'The method is not allowed here',
  slot_taken: 'The time is taken',
  session_full: 'The session is full',
  changed_meanwhile: 'It was changed meanwhile',
  conflict: 'Something is in the way',
  idempotency_key_reused: 'The idempotency key belongs to another request',
  link_spent: 'The link has been used or is too old',
  already_started: 'It has already started',
  tenant_suspended: 'The studio is closed',
  payload_too_large: 'The request is too large',
  unsupported_media_type: 'The media type is not supported',
  invalid_input: 'Some of the input is invalid',
  slot_unavailable: 'The time cannot be booked',
  not_allowed: 'The studio’s rules do not allow it',
  rate_limited: 'Too many requests',
  internal: 'Something went wrong',
  unavailable: 'Not available at the moment',
  outcome_unknown: 'The outcome is not known yet',
}

/** `more`: members that only this kind of problem has. */
export function answerProblem(
  c: Context<AppEnv>,
  failure: AppError,
  more: Record<string, unknown> = {},
): Response {
  const { code, message, status, details } = failure
  const problem: Problem = {
    ...more,
    type: `/api/docs#${code}`,
    title: problemTitles[code],
    status,
    code,
    detail: message,
    request_id: c.var.requestId,
  }
  // Whatever is refused has one, if only the code.
  const reason = details.reason ?? (status === 409 || status === 422 ? code : undefined)
  if (reason) problem.reason = reason
  if (details.errors) problem.errors = details.errors.map((one) => ({ ...one, path: toApiPath(one.path) }))
  if (details.alternatives) {
    problem.alternatives = details.alternatives.map(({ startsAt, trainerId }) => ({
      start_time: toInstant(startsAt),
      trainer_id: trainerId,
    }))
  }
  if (details.opensAt !== undefined) problem.opens_at = toInstant(details.opensAt)
  if (details.retryAfterSeconds) c.header('Retry-After', String(details.retryAfterSeconds))
  if (status === 401) c.header('WWW-Authenticate', 'Bearer')
  // The table in `tenants/errors.ts` has statuses with a body only.
  return c.body(JSON.stringify(problem), status as ContentfulStatusCode, {
    'Content-Type': 'application/problem+json',
  })
}

const renamed: Record<string, string> = {
  startsAt: 'start_time',
  endsAt: 'end_time',
  startMinute: 'start_time',
  endMinute: 'end_time',
  opensAtMinute: 'opens_at',
  atMinute: 'at_time',
  quietFromMinute: 'quiet_from',
  quietUntilMinute: 'quiet_until',
  digestAtMinute: 'digest_at',
  fromMinute: 'from_time',
  untilMinute: 'until_time',
  idempotencyKey: 'idempotency-key',
}

/** The verbs speak of `client.firstName`, the API of `client.first_name`. */
function toApiPath(path: string): string {
  return path
    .split('.')
    .map((word) => renamed[word] ?? word.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))
    .join('.')
}
