/** What a table program would run. */
export const formulas = [
  '=1+1',
  '=HYPERLINK("https://evil.test")',
  "=cmd|' /C calc'!A0",
  '+1+1',
  '-1+1',
  '@SUM(A1)',
  '\t=1+1',
  '\r=1+1',
  '|calc',
]
