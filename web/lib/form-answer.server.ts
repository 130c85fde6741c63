import { data, redirect, type HeadersFunction } from '@remix-run/cloudflare'
import { AppError } from '../../tenants/errors.ts'
import type { Portal } from './portal.server.ts'

/** A form that was not carried out: what to say above it and beside its fields, and what had been typed. */
export type RefusedForm = {
  status: number
  code: AppError['code']
  message: string
  errors: Record<string, string>
  values: Record<string, string>
  retryAfterSeconds?: number
  /** Why, where somebody else changed the same: `views/admin/edited.server.ts`. */
  meanwhile?: Meanwhile
}

/** What somebody else made of something while a form about it was being filled in, beside what was typed. */
export type Meanwhile = {
  title: string
  text: string
  rows: { name: string; label: string; theirs: string; yours: string }[]
  words: { theirs: string; yours: string; keepMine: string; takeTheirs: string }
}

/** A form that was: where to go on, and the cookie to take along. */
export type CarriedOut = { location: string; cookie?: string }

export type FormAnswer = CarriedOut | RefusedForm

type Explain = {
  /**
   * What to say of a field, by its path and the code of what is wrong; the general words are used for the rest. `{about}` is
   * the part of it that is meant.
   */
  fields?: Record<string, string>
  /** What to say of a failure as a whole, by its code. Codes that are not here become pages. */
  messages?: Partial<Record<AppError['code'], string>>
  /** The same, where it is one field that is wrong: the field, and what to say of it. */
  wrong?: Partial<Record<AppError['code'], readonly [field: string, text: string]>>
  /** What was typed and may be shown again: never a password, a code or a token. */
  values?: Record<string, string>
}

/** Carries a form out; what can be mended is told in words, everything else is thrown on. */
export async function carryOut<Answer>(
  portal: Portal,
  explain: Explain,
  work: () => Promise<Answer>,
): Promise<Answer | RefusedForm> {
  try {
    return await work()
  } catch (error) {
    const refused = error instanceof AppError ? refuse(portal, explain, error) : undefined
    if (!refused) throw error
    return refused
  }
}

function refuse(portal: Portal, explain: Explain, failure: AppError): RefusedForm | undefined {
  const { say, format } = portal
  const { fields = {}, messages = {}, wrong = {}, values = {} } = explain
  const { code, status, details } = failure
  const told = { status, code, errors: {}, values }
  if (details.reason === 'plan_limit') return { ...told, message: planText(portal, details.limit) }
  if (code === 'rate_limited') {
    const { retryAfterSeconds = 60 } = details
    const time = format.duration(Math.ceil(retryAfterSeconds / 60))
    return { ...told, message: say('say.tryAgainIn', { time }), retryAfterSeconds }
  }
  const errors: Record<string, string> = Object.fromEntries(
    (details.errors ?? []).flatMap(({ path, code: fault, about = '' }) => {
      const text = fields[`${path}.${fault}`] ?? fields[path]
      return text === undefined ? [] : [[path, text.replace('{about}', () => about)] as const]
    }),
  )
  const field = wrong[code]
  if (field) errors[field[0]] = field[1]
  // What is wrong is said where it is.
  if (Object.keys(errors).length > 0) return { ...told, errors, message: '' }
  const message = messages[code]
  return message === undefined ? undefined : { ...told, message }
}

/** What the studio's plan has no room for: to its staff what, to clients that it cannot be. */
function planText({ ctx, words }: Portal, limit: string | undefined): string {
  const { refused, forClients } = words('plan')
  if (ctx.actor.kind !== 'staff') return forClients
  return Object.entries(refused).find(([key]) => key === limit)?.[1] ?? refused.other
}

/** The answer to the browser: on to the next page, or the form again with what is wrong. */
export function sendAnswer(answer: FormAnswer) {
  if ('location' in answer) {
    const headers: HeadersInit = answer.cookie ? { 'Set-Cookie': answer.cookie } : {}
    return redirect(answer.location, { status: 303, headers })
  }
  const { retryAfterSeconds } = answer
  const headers: HeadersInit =
    retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) }
  return data(answer, { status: answer.status, headers })
}

/** For the `headers` of a page with a form: when to try again goes along with the refusal. */
export const formHeaders: HeadersFunction = ({ actionHeaders, parentHeaders }) => {
  const headers = new Headers(parentHeaders)
  const retryAfter = actionHeaders.get('Retry-After')
  if (retryAfter !== null) headers.set('Retry-After', retryAfter)
  return headers
}
