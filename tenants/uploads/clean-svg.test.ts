import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { cleanSvg, looksLikeSvg, SvgError } from './clean-svg.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const around = (inner: string, more = '') =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10"${more}>${inner}</svg>`
const clean = (svg: string) => cleanSvg(bytesOf(svg)).svg

/** The fault a drawing is refused for, or what is left of it. */
function outcome(svg: string): string {
  try {
    return clean(svg)
  } catch (error) {
    if (error instanceof SvgError) return error.fault
    throw error
  }
}

/** Whatever could run, load or lead anywhere. */
const DANGER =
  /script|on[a-z]+\s*=|javascript|foreignObject|iframe|<image|<a[\s>]|animate|<set|@import|url\((?!#)|https?:(?!\/\/www\.w3\.org\/2000\/svg")|data:|<!|<\?|&(?!amp;|lt;|gt;|quot;|#39;)/i

const hostile = [
  '<script>alert(1)</script>',
  '<script href="https://evil.test/x.js"/>',
  '<g onload="alert(1)"/>',
  '<path d="M0 0" onclick="alert(1)"/>',
  '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></body></foreignObject>',
  '<use href="data:image/svg+xml;base64,PHN2Zz4="/>',
  '<use xlink:href="https://evil.test/x.svg#a"/>',
  '<use href="javascript:alert(1)"/>',
  '<a xlink:href="javascript:alert(1)"><text>Click</text></a>',
  '<image href="https://evil.test/pixel.png"/>',
  '<image xlink:href="data:image/png;base64,AAAA"/>',
  '<style>@import url(https://evil.test/x.css);</style>',
  '<style>path{fill:url(https://evil.test/#x)}</style>',
  '<style>path{background-image:url(x)}</style>',
  '<style>path{fill:u\\72l(x)}</style>',
  '<style><![CDATA[@import "https://evil.test/x.css";]]></style>',
  '<style>a{fill:red}</style><style>}</style><style>@font-face{src:url(x)}</style>',
  '<path style="fill:url(https://evil.test/)"/>',
  '<path style="behavior:url(x);-moz-binding:url(y)"/>',
  '<path fill="url(https://evil.test/#x)"/>',
  '<path fill="url(&#x68;ttps://evil.test/#x)"/>',
  '<animate attributeName="href" values="javascript:alert(1)"/>',
  '<set attributeName="onmouseover" to="alert(1)"/>',
  '<handler type="text/ecmascript">alert(1)</handler>',
  '<iframe xmlns="http://www.w3.org/1999/xhtml" src="https://evil.test"/>',
  '<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>',
  '<x:path xmlns:x="http://www.w3.org/1999/xhtml" onload="alert(1)"/>',
  '<text>&lt;script&gt;alert(1)&lt;/script&gt;</text><title>"&gt;&lt;img src=x onerror=alert(1)&gt;</title>',
  '<g id="x&quot; onload=&quot;alert(1)"/>',
  '<?xml-stylesheet href="https://evil.test/x.css"?>',
  '<!-- <script>alert(1)</script> -->',
  '<filter id="f"><feImage href="https://evil.test/x.png"/></filter>',
  '<pattern id="p"><image href="x"/></pattern>',
  '<metadata><script>alert(1)</script></metadata>',
]

describe('cleanSvg', () => {
  it.each(hostile)('makes %s harmless', (inner) => {
    const left = outcome(around(inner))
    // Text may say anything: it is escaped, and shown as it is.
    expect(left.replaceAll(/<(text|title)>[^<]*<\/\1>|id="[^"]*"/g, '')).not.toMatch(DANGER)
    expect(left).not.toMatch(/<script|<img/i)
  })

  test('whatever is put together of such parts is harmless, and may be cleaned again', () => {
    const part = fc.constantFrom(
      ...hostile,
      '<g>',
      '</g>',
      '<path d="M0 0h9v9z" fill="red"/>',
      '"',
      "'",
      '&',
      '<',
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const left = outcome(around(parts.join('')))
        expect(left.replaceAll(/<(text|title)>[^<]*<\/\1>|id="[^"]*"/g, '')).not.toMatch(DANGER)
        if (left.startsWith('<svg')) expect(clean(left)).toBe(left)
      }),
      { numRuns: 400 },
    )
  })

  it('keeps what a logo is made of, as drawing programs write it', () => {
    const logo = around(
      `<defs><style>.a,.b{fill:#ff5a1f;stroke:none}</style>
        <linearGradient id="g" x1="0" x2="1"><stop offset="0" style="stop-color:#fff;stop-opacity:.5"/></linearGradient>
        <path id="bar" d="M0 0h4v4z"/></defs>
       <!-- made by hand --><g class="a" transform="translate(1 2)"><use xlink:href="#bar"/></g>
       <rect width="4" height="4" fill="url(#g)"/><text x="1" y="2" font-family="Arial">Iron &amp; Works</text>`,
      ' width="120px" height="40"',
    )
    const { svg, width, height } = cleanSvg(bytesOf(logo))
    expect({ width, height }).toEqual({ width: 120, height: 40 })
    for (const kept of [
      '<style>.a,.b{fill:#ff5a1f;stroke:none}</style>',
      '<stop offset="0" stop-color="#fff" stop-opacity=".5">',
      '<use href="#bar">',
      'transform="translate(1 2)"',
      'fill="url(#g)"',
      'Iron &amp; Works',
      'viewBox="0 0 10 10" width="120" height="40"',
    ]) {
      expect(svg).toContain(kept)
    }
  })

  it.each<[string, string]>([
    ['svg_doctype', `<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd">${around('')}`],
    ['svg_doctype', `<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${around('<text>&b;</text>')}`],
    ['not_svg', around('<text>&xxe;</text>')],
    ['not_svg', '<html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>'],
    ['not_svg', '<svg><path d="M0 0"/></svg>'],
    ['not_svg', around('<g>')],
    ['not_svg', ''],
    ['not_svg', 'GIF89a/*<svg/onload=alert(1)>*/=1;'],
    ['svg_no_size', '<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="100%"/>'],
    ['svg_no_size', '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1e99 1"/>'],
    ['svg_too_deep', around('<g>'.repeat(200) + '</g>'.repeat(200))],
    ['svg_too_large', around('<g/>'.repeat(20_001))],
    ['svg_too_large', around(`<path d="${'M0 0'.repeat(300_000)}"/>`)],
    [
      'svg_too_deep',
      around('<g id="a"><use href="#b"/><use href="#b"/></g><g id="c"><use href="#a"/><use href="#a"/></g>'),
    ],
  ])('refuses as %s what no logo needs', (fault, svg) => {
    expect(outcome(svg)).toBe(fault)
  })

  it('lets nothing that cuts be cut in turn', () => {
    const svg = around(
      '<mask id="a"><rect mask="url(#a)" clip-path="url(#a)" fill="red"/></mask><g mask="url(#a)"/>',
    )
    expect(clean(svg)).toContain('<rect fill="red">')
    expect(clean(svg)).toContain('<g mask="url(#a)">')
  })

  it('tells a drawing from what only mentions one', () => {
    expect(looksLikeSvg(bytesOf(`<?xml version="1.0"?>\n${around('')}`))).toBe(true)
    expect(looksLikeSvg(bytesOf('<html><svg/></html>'))).toBe(false)
    expect(looksLikeSvg(bytesOf('%PDF-1.7 <svg'))).toBe(false)
  })
})
