/** Every way a request can fail, and its HTTP status. The only such table: a code without a status cannot be written. */
export const errorStatus = {
  bad_request: 400,
  unauthorized: 401,
  wrong_credentials: 401,
  second_factor_required: 401,
  forbidden: 403,
  reauthentication_required: 403,
  forbidden_origin: 403,
  not_found: 404,
  method_not_allowed: 405,
  slot_taken: 409,
  session_full: 409,
  changed_meanwhile: 409,
  conflict: 409,
  idempotency_key_reused: 409,
  link_spent: 410,
  already_started: 409,
  tenant_suspended: 410,
  payload_too_large: 413,
  unsupported_media_type: 415,
  invalid_input: 422,
  slot_unavailable: 422,
  not_allowed: 422,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
  outcome_unknown: 503,
} as const

export type ErrorCode = keyof typeof errorStatus

/**
 * What is wrong with one field of the input: `path` as in the request (`client.email`), `code` a machine's word for it, `about`
 * the part of the text that is meant, as it was typed.
 */
export type FieldError = { path: string; message: string; code?: string; about?: string }

type AppErrorDetails = {
  errors?: FieldError[]
  /** A machine's word for why, finer than the code: `outside_hours`, `too_soon` … */
  reason?: string
  /** Other times that were free a moment ago. */
  alternatives?: Alternative[]
  /** From when on it can be booked (ms). */
  opensAt?: number
  retryAfterSeconds?: number
  /** What of the studio's plan is used up, or not part of it: a limit's or a feature's key. */
  limit?: string
}

export type Alternative = { startsAt: number; trainerId: string }

/** A failure with a sentence that can be shown to whoever asked. */
export class AppError extends Error {
  override name = 'AppError'
  readonly code: ErrorCode
  readonly details: AppErrorDetails

  constructor(code: ErrorCode, message: string, details: AppErrorDetails & ErrorOptions = {}) {
    const { cause, ...rest } = details
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.details = rest
  }

  get status(): number {
    return errorStatus[this.code]
  }
}

export function isAppError(error: unknown, ...codes: ErrorCode[]): error is AppError {
  return error instanceof AppError && (codes.length === 0 || codes.includes(error.code))
}
