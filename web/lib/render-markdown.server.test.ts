import { expect, it } from 'vitest'
import { renderMarkdown } from './render-markdown.server.ts'

it('writes headings, lists and links', () => {
  expect(renderMarkdown('# Imprint\n\n- one\n- [two](https://iron.test/x)\n')).toBe(
    '<h2>Imprint</h2>\n<ul>\n<li>one</li>\n<li><a href="https://iron.test/x">two</a></li>\n</ul>\n',
  )
})

it.each([
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<h1 onclick=alert(1)>x</h1>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](data:text/html,<script>alert(1)</script>)',
  '![x](javascript:alert(1))',
  '<javascript:alert(1)>',
  '[x]: javascript:alert(1)\n\n[x]',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '`<script>`',
])('makes nothing of %s that runs', (text) => {
  const html = renderMarkdown(text)
  expect(html.replaceAll(/<\/?(p|a|img|code|h2)( (href|src|alt)="[^"]*")*( \/)?>/g, '')).not.toMatch(/[<>]/)
  expect(html).not.toMatch(/(href|src)="(javascript|data):/i)
})
