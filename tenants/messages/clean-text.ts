// Control characters by code point: C0, DEL and C1, what turns the direction of writing, and the two separators
// that some programs take for line breaks.
const LINE_BREAKS = /\r\n|[\r\n\v\f\u0085\u2028\u2029]/g
// oxlint-disable-next-line no-control-regex -- finding them is the purpose
const CONTROLS = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g

/**
 * Text of several lines with `\n` between them and no other control character than tabs, and none that turns the
 * direction of what follows.
 */
export function cleanText(text: string): string {
  return text.replace(LINE_BREAKS, '\n').replace(CONTROLS, '').trim()
}

/** Text on one line: what goes into a header, a subject or a field of a form can start no second one. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ')
}

/**
 * A person's first name as a greeting may use it, or nothing when it does not look like one. Anybody can book with
 * somebody else's address: a "name" with a link in it must not reach them in the studio's words.
 */
export function greetingName(firstName: string): string | undefined {
  const name = cleanLine(firstName)
  return /^\p{L}[\p{L}\p{M} '’-]{0,39}$/u.test(name) ? name : undefined
}
