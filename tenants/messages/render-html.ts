import type { Fact } from './list-facts.ts'
import { markup, type Markup } from './markup.ts'
import type { MessageContent } from './mail-content.ts'
import { textColorOn } from './text-color-on.ts'

const FONT = 'font-family:-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif'
const INK = 'color:#1a1a1a'
const SOFT = 'color:#5c5c5c'
const TABLE = markup`role="presentation" cellpadding="0" cellspacing="0" border="0"`

/**
 * The message as e-mail programs want it: tables, inline styles, nothing fetched. Where a dark scheme is understood the
 * paper turns dark; the studio's colour carries text of its own in both.
 */
export function renderHtml(content: MessageContent): string {
  const { html } = markup`<!doctype html>
<html lang="${content.locale}">
${head(content)}
<body class="outside" style="margin:0;padding:0;background-color:#f3f3f1">
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${preheader(content)}</div>
<table ${TABLE} class="outside" width="100%" style="background-color:#f3f3f1">
<tr><td align="center" style="padding:24px 12px">
<table ${TABLE} class="paper" width="100%" style="max-width:560px;background-color:#ffffff">
${header(content)}
${opening(content)}
${factsOf(content)}${button(content)}
${ending(content)}
</table>
<p class="soft" style="margin:16px 0 0;font-size:13px;line-height:1.5;${SOFT};${FONT}">${content.studio}</p>
</td></tr>
</table>
</body>
</html>
`
  return html
}

function head({ subject }: MessageContent): Markup {
  return markup`<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no">
<title>${subject}</title>
<style>
:root { color-scheme: light dark; }
@media (prefers-color-scheme: dark) {
  .outside { background-color: #121212 !important; }
  .paper { background-color: #1e1e1e !important; }
  .ink { color: #f2f2f2 !important; }
  .soft { color: #b8b8b8 !important; }
  .line { border-color: #3a3a3a !important; }
}
</style>
</head>`
}

/** The line that lists of mail show after the subject: what the subject has not said yet. */
function preheader({ facts, intro }: MessageContent): string {
  if (facts.length === 0) return intro
  return facts
    .slice(1)
    .map(({ values }) => values.join(', '))
    .join(' · ')
}

function header({ studio, brandColor }: MessageContent): Markup {
  const text = `font-size:20px;line-height:1.3;font-weight:700;color:${textColorOn(brandColor)};${FONT}`
  const style = `padding:20px 28px;background-color:${brandColor};${text}`
  return markup`<tr><td bgcolor="${brandColor}" style="${style}">${studio}</td></tr>`
}

function opening({ heading, intro }: MessageContent): Markup {
  return markup`<tr><td style="padding:32px 28px 8px;${FONT}">
<h1 class="ink" style="margin:0 0 12px;font-size:26px;line-height:1.25;${INK}">${heading}</h1>
<p class="ink" style="margin:0;font-size:16px;line-height:1.5;${INK}">${intro}</p>
</td></tr>`
}

function factsOf({ facts }: MessageContent): Markup {
  if (facts.length === 0) return markup``
  return markup`<tr><td style="padding:12px 28px"><table ${TABLE} width="100%">
${facts.map(fact)}</table></td></tr>
`
}

function fact({ label, values, note }: Fact): Markup {
  const line = 'padding:10px 16px 10px 0;border-top:1px solid #e4e4e0'
  const name = `${line};font-size:14px;line-height:1.5;font-weight:400;white-space:nowrap;${SOFT};${FONT}`
  // No line break inside `18:00–19:00`; where there are several, each stands apart even when it takes two lines.
  const words = values.map((value) => {
    const text = value.replaceAll('–', '\u2060–\u2060')
    return values.length === 1 ? markup`${text}` : markup`<div style="padding-bottom:6px">${text}</div>`
  })
  const zone = markup`${values.length === 1 ? markup`<br>` : ''}<span class="soft" style="font-size:14px;${SOFT}">${note}</span>`
  return markup`<tr>
<th class="soft line" align="left" valign="top" scope="row" style="${name}">${label}</th>
<td class="ink line" width="100%" style="${line};font-size:16px;line-height:1.4;${INK};${FONT}">${words}${note === '' ? '' : zone}</td>
</tr>
`
}

function button({ brandColor, action }: MessageContent): Markup {
  const text = `font-size:16px;line-height:1.25;font-weight:700;text-decoration:none;${FONT}`
  const style = `display:inline-block;padding:14px 24px;color:${textColorOn(brandColor)};${text}`
  return markup`<tr><td style="padding:16px 28px 20px"><table ${TABLE}><tr>
<td bgcolor="${brandColor}" style="background-color:${brandColor};border-radius:6px">
<a href="${action.url}" style="${style}">${action.label}</a>
</td></tr></table></td></tr>`
}

function ending({ closing, questions }: MessageContent): Markup {
  const style = `margin:0 0 8px;font-size:14px;line-height:1.5;${SOFT}`
  const sentences = [...closing, questions].map(
    (sentence) => markup`<p class="soft" style="${style}">${sentence}</p>\n`,
  )
  return markup`<tr><td style="padding:8px 28px 32px;${FONT}">
${sentences}</td></tr>`
}
