/** Errors of Twilio's, with the status each comes with (twilio.com/docs/api/errors). */
export const twilioErrors = {
  20003: { status: 401, message: 'Authenticate' },
  20404: { status: 404, message: 'The requested resource was not found' },
  20429: { status: 429, message: 'Too Many Requests' },
  20500: { status: 500, message: 'An internal server error has occurred' },
  20503: { status: 503, message: 'Service Unavailable' },
  21211: { status: 400, message: "Invalid 'To' Phone Number" },
  21408: {
    status: 400,
    message: "Permission to send an SMS has not been enabled for the region indicated by the 'To' number",
  },
  21602: { status: 400, message: 'Message body is required.' },
  21603: { status: 400, message: "A 'From' phone number is required." },
  21604: { status: 400, message: "A 'To' phone number is required." },
  21606: { status: 400, message: "The 'From' phone number is not a valid, SMS-capable phone number" },
  21609: { status: 400, message: "The 'StatusCallback' URL is not a valid URL." },
  21610: { status: 400, message: 'Attempt to send to unsubscribed recipient' },
  21611: { status: 429, message: "This 'From' number has exceeded the maximum number of queued messages" },
  21614: { status: 400, message: "'To' number is not a valid mobile number" },
  21617: { status: 400, message: 'The concatenated message body exceeds the 1600 character limit' },
  30034: { status: 400, message: 'Message from an Unregistered Number' },
} as const
export type TwilioErrorCode = keyof typeof twilioErrors

/** Countries that the account may write to; what else is asked for needs a permission (21408). */
const PERMITTED = /^\+(1|359|44|49)/

/** Why Twilio would not take a message, if it would not: in the order of its checks. */
export function refuseSms(form: URLSearchParams, optedOut: Set<string>): TwilioErrorCode | undefined {
  const [to, from, body] = [form.get('To'), form.get('From'), form.get('Body')]
  if (!to) return 21604
  if (!from && !form.get('MessagingServiceSid')) return 21603
  if (!body) return 21602
  if (body.length > 1_600) return 21617
  if (from && !/^(\+[1-9]\d{6,14}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/.test(from)) return 21606
  if (!/^\+[1-9]\d{6,14}$/.test(to)) return 21211
  const callback = form.get('StatusCallback')
  if (callback !== null && !/^https?:\/\/[^/]+\./.test(callback)) return 21609
  if (!PERMITTED.test(to)) return 21408
  if (to.startsWith('+3592')) return 21614
  if (optedOut.has(to)) return 21610
  return undefined
}
