/** The lines of an `.ics` file, unfolded, as `[name with parameters, value]`. Throws when it breaks RFC 5545 3.1. */
export function readCalendarFile(file: string): [string, string][] {
  if (!file.endsWith('\r\n')) throw new Error('the last line does not end')
  if (/\r(?!\n)|(?<!\r)\n/.test(file)) throw new Error('a bare CR or LF')
  // oxlint-disable-next-line no-control-regex -- finding them is the purpose
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(file)) throw new Error('a control character')
  const physical = file.slice(0, -2).split('\r\n')
  const tooLong = physical.find((line) => Buffer.byteLength(line) > 75)
  if (tooLong !== undefined) throw new Error(`longer than 75 octets: ${tooLong}`)
  const lines = physical.join('\r\n').replaceAll('\r\n ', '').split('\r\n')
  return lines.map((line) => {
    const [, name = '', value = ''] = /^((?:[^":]|"[^"]*")+):(.*)$/.exec(line) ?? []
    if (!/^[A-Z-]+(;[A-Z-]+=([^";:,]*|"[^"]*"))*$/.test(name)) throw new Error(`not a content line: ${line}`)
    return [name, value]
  })
}

/** The instant of a UTC date-time such as `20270105T160000Z`. */
export function readCalendarInstant(text: string): number {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? []
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
}
