/**
 * Why a text message is not sent, as `messages.reason` has it.
 *
 * - `sms_no_sender`: the studio has none, or it is not registered by now.
 * - `sms_no_consent`: nobody agreed to it for this number, or they took it back.
 * - `sms_stopped`: the number wrote STOP to this studio.
 * - `sms_other_number`: the number is not the one that was booked with.
 * - `sms_not_mobile`: a landline, a premium number, or none at all.
 * - `sms_country`: the studio does not write to numbers of that country.
 * - `sms_number_cap`, `sms_prefix_cap`, `sms_studio_cap`: enough for today, to the number, to its neighbours, by the studio.
 * - `sms_not_in_plan`, `sms_plan_limit`: the studio's plan has none, or none left this month.
 */
export const smsRefusals = [
  'sms_no_sender',
  'sms_no_consent',
  'sms_stopped',
  'sms_other_number',
  'sms_not_mobile',
  'sms_country',
  'sms_number_cap',
  'sms_prefix_cap',
  'sms_studio_cap',
  'sms_not_in_plan',
  'sms_plan_limit',
] as const
export type SmsRefusal = (typeof smsRefusals)[number]
