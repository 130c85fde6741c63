export type SmsKeyword = 'stop' | 'start' | 'help'

/** What a whole text means, by itself: Twilio's words (docs/messaging/tutorials/advanced-opt-out), and ours in Bulgarian. */
const KEYWORDS: Record<SmsKeyword, readonly string[]> = {
  stop: ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT', 'СТОП'],
  start: ['START', 'YES', 'UNSTOP', 'СТАРТ'],
  help: ['HELP', 'INFO', 'ПОМОЩ'],
}

/** What somebody asks for who writes us this, in whatever case and with a full stop or not; null: something else. */
export function readKeyword(body: string): SmsKeyword | null {
  const word = body
    .normalize('NFKC')
    .replace(/^[\s\p{P}\p{Cf}]+|[\s\p{P}\p{Cf}]+$/gu, '')
    .toUpperCase()
  const found = Object.entries(KEYWORDS).find(([, words]) => words.includes(word))
  return found ? (found[0] as SmsKeyword) : null
}
