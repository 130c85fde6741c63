/**
 * The tokens of `TWILIO_AUTH_TOKEN`, with commas between: the first is shown to Twilio, and what any of them signed is
 * believed, so that one can take the other's place. None where it is not set.
 */
export function twilioTokens({ TWILIO_AUTH_TOKEN: text = '' }: { TWILIO_AUTH_TOKEN?: string | undefined }) {
  return text
    .split(',')
    .map((token) => token.trim())
    .filter((token) => token !== '')
}
