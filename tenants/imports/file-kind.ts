/** What cannot be read as a table of text, by its first bytes: why an import of it fails. */
export type OddKind = 'is_workbook' | 'is_archive' | 'is_pdf' | 'is_page'

const begins = (head: Uint8Array, ...bytes: number[]) => bytes.every((byte, index) => head[index] === byte)

/** What else a file is than text; null for text. `head` is its first kilobytes. */
export function findOddKind(head: Uint8Array): OddKind | null {
  const text = new TextDecoder('windows-1252').decode(head.subarray(0, 4_096))
  if (begins(head, 0x50, 0x4b, 3, 4)) {
    return /xl\/|\[Content_Types\]|opendocument\.spreadsheet/.test(text) ? 'is_workbook' : 'is_archive'
  }
  if (begins(head, 0xd0, 0xcf, 0x11, 0xe0)) return 'is_workbook'
  if (begins(head, 0x1f, 0x8b) || text.startsWith('Rar!') || begins(head, 0x37, 0x7a, 0xbc, 0xaf)) {
    return 'is_archive'
  }
  if (text.startsWith('%PDF')) return 'is_pdf'
  // Some systems call a web page with a table `.xls`.
  return /^\s*(<!doctype html|<html|<table|<\?xml)/i.test(text.replace(/^ï»¿/, '')) ? 'is_page' : null
}
