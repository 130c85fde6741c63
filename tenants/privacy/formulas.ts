/** Where a cell begins for whatever program: it may take semicolons, tabs and lines for the ends of cells, commas or not. */
const START = String.raw`(^|[;\p{Cc}\p{Zl}\p{Zp}])`
/** What a table program would run (OWASP, CSV injection), and what it overlooks before that. */
const FORMULA = String.raw`([\p{Zs}\p{Cf}"'‘’“”]*[=+\-@|%＝＋－＠｜％])`

const armed = new RegExp(START + FORMULA, 'gu')
const disarmed = new RegExp(`${START}'${FORMULA}`, 'gu')

/** A text of which a table program runs nothing: an apostrophe stands before whatever would begin a formula. */
export function disarm(cell: string): string {
  return cell.replaceAll(armed, "$1'$2")
}

/** The text as it was before `disarm`, which other systems have as well. */
export function rearm(cell: string): string {
  return cell.replaceAll(disarmed, '$1$2')
}
