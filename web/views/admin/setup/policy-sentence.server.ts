import type { PolicyView } from '../../../../tenants/policies/read-policies.ts'
import type { Locale } from '../../../../tenants/studio/get-catalogue.ts'
import { translator } from '../../../i18n/translator.server.ts'
import { makeFormat } from '../../../lib/format.server.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import { spanOf } from './service-sentence.server.ts'

type Rules = PolicyView['rules']
type Said = Pick<Desk, 'say' | 'format'>

/** What a policy says, in one paragraph of one language. */
export function policyParagraph({ ctx, studio }: Desk, rules: Rules, locale: Locale): string {
  const say = translator(locale)
  const format = makeFormat({ locale, currency: studio.currency, now: ctx.now(), say })
  return sentencesOf({ say, format }, rules).filter(Boolean).join(' ')
}

function sentencesOf(said: Said, rules: Rules): string[] {
  const { say } = said
  const { grace, suspension, afterBookingMinutes, maxReschedules, reschedule } = rules
  return [
    say('say.policyCancel', { until: untilOf(said, rules.freeCancel) }),
    afterBookingMinutes > 0 ? say('say.policyAfterBooking', { span: spanOf(said, afterBookingMinutes) }) : '',
    reschedule ? say('say.policyMove', { until: untilOf(said, reschedule) }) : '',
    maxReschedules === null ? '' : say('say.policyMoves', { count: maxReschedules }),
    say('say.policyLate', { cost: costOf(said, rules.lateCancel) }),
    say('say.policyNoShow', { cost: costOf(said, rules.noShow) }),
    rules.isWaivedWhenRefilled ? say('say.policyRefilled') : '',
    grace ? say('say.policyGrace', { count: grace.count, days: grace.days }) : '',
    suspension
      ? say('say.policyBlock', {
          count: suspension.count,
          within: suspension.days,
          days: suspension.blockDays,
        })
      : '',
  ]
}

function untilOf(said: Said, deadline: Rules['freeCancel']): string {
  const { say, format } = said
  if ('minutesBefore' in deadline) {
    return deadline.minutesBefore === 0
      ? say('say.untilStart')
      : say('say.untilSpan', { span: spanOf(said, deadline.minutesBefore) })
  }
  const time = format.minuteOfDay(deadline.atMinute)
  return say('say.untilTime', { time, count: deadline.daysBefore })
}

function costOf({ say, format }: Said, { kind, feeMinor, feePercent }: Rules['lateCancel']): string {
  const fee =
    feeMinor === undefined ? say('say.costShare', { percent: feePercent ?? 0 }) : format.money(feeMinor)
  if (kind === 'none') return say('say.costNothing')
  if (kind === 'fee') return fee
  return kind === 'lose_credit' ? say('say.costCredit') : say('say.costBoth', { fee })
}
