import { Body } from '@react-email/body'
import { Button } from '@react-email/button'
import { Column } from '@react-email/column'
import { Container } from '@react-email/container'
import { Head } from '@react-email/head'
import { Heading } from '@react-email/heading'
import { Html } from '@react-email/html'
import { Preview } from '@react-email/preview'
import { Row } from '@react-email/row'
import { Section } from '@react-email/section'
import { Text } from '@react-email/text'
import { createElement as h, Fragment, type CSSProperties, type ReactElement } from 'react'
import type { Fact } from './list-facts.ts'
import type { MessageContent } from './mail-content.ts'
import { textColorOn } from './text-color-on.ts'

const FONT = { fontFamily: '-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif' }
const INK = { color: '#1a1a1a', ...FONT }
const SOFT = { color: '#5c5c5c', ...FONT }
const OUTSIDE = '#f3f3f1'
const PAPER = '#ffffff'

/** Where a dark scheme is understood; the studio's colour carries text of its own in both. */
const DARK = `:root { color-scheme: light dark; }
@media (prefers-color-scheme: dark) {
  .outside { background-color: #121212 !important; }
  .paper { background-color: #1e1e1e !important; }
  .ink { color: #f2f2f2 !important; }
  .soft { color: #b8b8b8 !important; }
  .line { border-color: #3a3a3a !important; }
}`

/**
 * How a mail looks, in the components of React Email, which know what mail programs want: tables, inline styles, spaces for
 * Outlook. Nothing is fetched. Written without JSX, as Node runs these files as they are.
 */
export function mailLayout(content: MessageContent): ReactElement {
  const { locale, studio, stop } = content
  return h(
    Html,
    { lang: locale },
    head(content),
    h(
      Body,
      { className: 'outside', style: { margin: 0, backgroundColor: OUTSIDE } },
      h(Preview, null, preheader(content)),
      h(
        Section,
        { className: 'outside', style: { backgroundColor: OUTSIDE } },
        h(
          Container,
          { style: { maxWidth: '584px', padding: '24px 12px' } },
          h(
            Section,
            { className: 'paper', style: { backgroundColor: PAPER } },
            header(content),
            opening(content),
            factsOf(content),
            button(content),
            ending(content),
          ),
          studio !== '' &&
            h(
              Text,
              { className: 'soft', style: { ...SOFT, ...text(13), margin: '16px 0 0', textAlign: 'center' } },
              studio,
            ),
          stop &&
            h(
              Text,
              { className: 'soft', style: { ...SOFT, ...text(13), margin: '8px 0 0', textAlign: 'center' } },
              h('a', { className: 'soft', href: stop.url, style: SOFT }, stop.label),
            ),
        ),
      ),
    ),
  )
}

function head({ subject }: MessageContent): ReactElement {
  return h(
    Head,
    null,
    h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    h('meta', { name: 'color-scheme', content: 'light dark' }),
    h('meta', { name: 'supported-color-schemes', content: 'light dark' }),
    h('meta', { name: 'format-detection', content: 'telephone=no, date=no, address=no' }),
    h('title', null, subject),
    h('style', { dangerouslySetInnerHTML: { __html: DARK } }),
  )
}

/** The line that lists of mail show after the subject: what the subject has not said yet. No sign is cut in two. */
function preheader({ facts, intro }: MessageContent): string {
  const rest = facts.slice(1).map(({ values }) => values.join(', '))
  const line = facts.length === 0 ? intro : rest.join(' · ')
  return line.slice(0, 140).replace(/[\ud800-\udbff]$/, '')
}

function header({ studio, brandColor }: MessageContent): ReactElement | null {
  if (studio === '') return null
  const style = { ...FONT, ...text(20, 1.3), margin: 0, fontWeight: 700, color: textColorOn(brandColor) }
  return band({ backgroundColor: brandColor, padding: '20px 28px' }, h(Text, { style }, studio))
}

function opening({ heading, intro }: MessageContent): ReactElement {
  return band(
    { padding: '32px 28px 8px' },
    h(
      Heading,
      {
        as: 'h1',
        className: 'ink',
        style: { ...INK, ...text(26, 1.25), margin: '0 0 12px', fontWeight: 700 },
      },
      heading,
    ),
    intro === '' ? null : h(Text, { className: 'ink', style: { ...INK, ...text(16), margin: 0 } }, intro),
  )
}

function factsOf({ facts }: MessageContent): ReactElement | null {
  if (facts.length === 0) return null
  return band({ padding: '12px 28px' }, ...facts.map(fact))
}

function fact({ label, values, note }: Fact, index: number): ReactElement {
  const line = { borderTop: '1px solid #e4e4e0', padding: '10px 16px 10px 0', verticalAlign: 'top' as const }
  // No line break inside `18:00–19:00`; where there are several, each stands apart even when it takes two lines.
  const words = values.map((value) => value.replaceAll('–', '\u2060–\u2060'))
  const said =
    words.length === 1
      ? words
      : words.map((word, at) => h('div', { key: at, style: { paddingBottom: '6px' } }, word))
  const row = h(
    Row,
    null,
    h(
      Column,
      { className: 'soft line', align: 'left', style: { ...SOFT, ...text(14), ...line, width: '112px' } },
      label,
    ),
    h(
      Column,
      {
        className: 'ink line',
        align: 'left',
        style: { ...INK, ...text(16, 1.4), ...line, wordBreak: 'break-word' },
      },
      said,
      note !== '' && words.length === 1 && h('br'),
      note !== '' && h('span', { className: 'soft', style: { ...SOFT, fontSize: '14px' } }, note),
    ),
  )
  return h(Fragment, { key: index }, row)
}

function button({ brandColor, action }: MessageContent): ReactElement {
  const style = {
    ...FONT,
    ...text(16, 1.25),
    padding: '14px 24px',
    fontWeight: 700,
    color: textColorOn(brandColor),
    backgroundColor: brandColor,
    borderRadius: '6px',
  }
  return band({ padding: '16px 28px 20px' }, h(Button, { href: action.url, style }, action.label))
}

function ending({ closing, questions }: MessageContent): ReactElement {
  const style = { ...SOFT, ...text(14), margin: '0 0 8px', whiteSpace: 'pre-line' as const }
  const sentences = [...closing, questions].filter((sentence) => sentence !== '')
  return band(
    { padding: '8px 28px 32px' },
    ...sentences.map((sentence, at) => h(Text, { key: at, className: 'soft', style }, sentence)),
  )
}

/** One part of the paper below the other. Its space is on the cell, as Outlook leaves it out on tables. */
function band(style: CSSProperties, ...children: (ReactElement | null)[]): ReactElement {
  return h(Row, null, h(Column, { style }, ...children))
}

function text(size: number, lineHeight = 1.5): CSSProperties {
  return { fontSize: `${size}px`, lineHeight }
}
