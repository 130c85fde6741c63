/** What no answer may ever hold: the words of an exception, of SQL, of where things are, of a secret. */
const LEAKS: readonly [string, RegExp][] = [
  [
    'an exception',
    /\b(TypeError|RangeError|SyntaxError|ReferenceError|DatabaseError|AppError|ZodError|HTTPException)\b/,
  ],
  ['a stack', /\n\s+at .+[:(]\d+:\d+|node_modules|\.tsx?:\d+/],
  [
    'SQL',
    /\b(SELECT .{1,80} FROM|INSERT INTO|UPDATE .{1,40} SET|SQLITE_|no such (table|column)|UNIQUE constraint|CHECK constraint|RAISE\(ABORT)/i,
  ],
  [
    'a trigger',
    /\b(bookings_no_overlap|sessions_no_overbooking|resources_no_overbooking|audit_log_is_final|keep_history)\b/,
  ],
  [
    'where a database is',
    /127\.0\.0\.1:\d+|localhost:\d+\/dev\/|\/dev\/(ten-|fleet)|libsql:|turso\.io|hrana/i,
  ],
  [
    'a secret',
    /\bscrypt\$|SECRET_KEYS|DATABASE_TOKEN|database_token|password_?hash|key_?hash|secret_?sealed/i,
  ],
]

/** Which of them are in a text. `sent` may be repeated: it says nothing that the sender did not know. */
export function findLeaks(text: string, sent = ''): string[] {
  const own = sent === '' ? text : text.replaceAll(sent, '')
  return LEAKS.filter(([, pattern]) => pattern.test(own)).map(([what]) => what)
}
