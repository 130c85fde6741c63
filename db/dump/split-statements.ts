const QUOTES = new Map([
  ["'", "'"],
  ['"', '"'],
  ['`', '`'],
  ['[', ']'],
])
const SIGN = /['"`[;]/g

/** Takes SQL text as it comes, in UTF-8, and gives its statements. */
export type StatementSplitter = {
  /** The statements that end in this piece, without their semicolons. */
  add: (bytes: Uint8Array) => string[]
  /** @throws Error when the text ended within a statement. */
  end: () => void
}

/**
 * Finds the statements of a dump that comes in pieces. A trigger's own statements stay within it. Comments are no part of a
 * dump, and are not known here.
 *
 * @throws TypeError from `add` for what is not UTF-8.
 */
export function splitStatements(): StatementSplitter {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })
  let rest = ''
  // Up to here it was looked at; inside a quote that ends with this sign.
  let at = 0
  let quote: string | undefined

  function nextSign(): number {
    if (quote !== undefined) return rest.indexOf(quote, at)
    SIGN.lastIndex = at
    return SIGN.exec(rest)?.index ?? -1
  }

  return {
    add(bytes) {
      rest += decoder.decode(bytes, { stream: true })
      const found: string[] = []
      let start = 0
      for (let next = nextSign(); next !== -1; next = nextSign()) {
        const sign = rest.charAt(next)
        at = next + 1
        if (quote !== undefined) quote = undefined
        else if (sign !== ';') quote = QUOTES.get(sign)
        else if (isWhole(rest.slice(start, next))) {
          found.push(rest.slice(start, next).trim())
          start = at
        }
      }
      rest = rest.slice(start)
      at = rest.length
      return found
    },
    end() {
      if ((rest + decoder.decode()).trim() !== '') throw new Error('The text ends within a statement')
    },
  }
}

/** Of a trigger, what ends with its `END`, after the semicolon of its last statement. */
function isWhole(statement: string): boolean {
  return !/^\s*CREATE\s+(TEMP\s+|TEMPORARY\s+)?TRIGGER\b/i.test(statement) || /;\s*END\s*$/i.test(statement)
}
