import { SaxesParser, type SaxesAttributeNS, type SaxesTagNS } from 'saxes'
import { cleanStyleSheet, readDeclarations } from './clean-styles.ts'
import {
  attributes,
  drawnElements,
  isHarmless,
  looks,
  stencilNames,
  stencils,
  withText,
  wrappers,
} from './svg-rules.ts'

export type Drawing = { svg: string; width: number; height: number }

/** Why a drawing is refused, in a word. */
export type SvgFault = 'not_svg' | 'svg_doctype' | 'svg_too_large' | 'svg_too_deep' | 'svg_no_size'

export class SvgError extends Error {
  override name = 'SvgError'
  readonly fault: SvgFault

  constructor(fault: SvgFault) {
    super(fault)
    this.fault = fault
  }
}

const MAX_BYTES = 1024 * 1024
const MAX_ELEMENTS = 20_000
const MAX_DEPTH = 48
const MAX_USES = 200
const MAX_SIDE = 20_000
const SVG = 'http://www.w3.org/2000/svg'
const XLINK = 'http://www.w3.org/1999/xlink'

/** Whether somebody means this to be a drawing: what is not even that is told apart from a broken one. */
export function looksLikeSvg(bytes: Uint8Array): boolean {
  const start = new TextDecoder().decode(bytes.subarray(0, 4_096))
  return (
    /^\s*(<\?xml|<!--|<!doctype\s+svg|<svg[\s>])/i.test(start.replace(/^\ufeff/, '')) &&
    /<svg|<!/i.test(start)
  )
}

/**
 * Reads a drawing and writes it anew from what is allowed in one: nothing that was sent is passed on as it was. What is
 * not allowed is left out; a document type, entities, and what is larger or deeper than any logo are refused.
 *
 * @throws SvgError
 */
export function cleanSvg(bytes: Uint8Array): Drawing {
  if (bytes.length > MAX_BYTES) throw new SvgError('svg_too_large')
  const writer = new SvgWriter()
  const parser = new SaxesParser({ xmlns: true })
  parser.on('doctype', () => {
    throw new SvgError('svg_doctype')
  })
  parser.on('opentag', (tag) => writer.open(tag))
  parser.on('closetag', () => writer.close())
  parser.on('text', (text) => writer.text(text))
  parser.on('cdata', (text) => writer.text(text))
  try {
    parser.write(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)).close()
  } catch (error) {
    // What the parser says names places in the file; nobody needs more than that it is broken.
    throw error instanceof SvgError ? error : new SvgError('not_svg')
  }
  return writer.finish()
}

/** An element that is open: what of it is written, and what has to be known of it. */
type Open = { name: string; fate: 'written' | 'unwrapped' | 'left_out' | 'style'; id: string | undefined }

class SvgWriter {
  #written: string[] = []
  #open: Open[] = []
  #style = ''
  #elements = 0
  #used: string[] = []
  /** Ids of what has a `use` within: naming those again would multiply. */
  #compound = new Set<string>()
  #size: { width: number; height: number } | undefined

  open(tag: SaxesTagNS): void {
    this.#elements += 1
    if (this.#elements > MAX_ELEMENTS) throw new SvgError('svg_too_large')
    if (this.#open.length >= MAX_DEPTH) throw new SvgError('svg_too_deep')
    if (this.#open.length === 0) this.#begin(tag)
    const fate = this.#fateOf(tag)
    const kept = fate === 'written' ? this.#attributesOf(tag) : []
    const id = kept.find(([name]) => name === 'id')?.[1]
    this.#open.push({ name: tag.local, fate, id })
    if (fate !== 'written') return
    if (tag.local === 'use') this.#use(kept)
    const told = kept.map(([name, value]) => ` ${name}="${escapeXml(value)}"`).join('')
    this.#written.push(`<${tag.local}${this.#open.length === 1 ? ` xmlns="${SVG}"` : ''}${told}>`)
  }

  close(): void {
    const closed = this.#open.pop()
    if (closed?.fate === 'written') this.#written.push(`</${closed.name}>`)
    if (closed?.fate !== 'style') return
    const sheet = cleanStyleSheet(this.#style)
    this.#style = ''
    if (sheet) this.#written.push(`<style>${escapeXml(sheet)}</style>`)
  }

  text(text: string): void {
    const around = this.#open.at(-1)
    if (around?.fate === 'style') this.#style += text
    if (around?.fate === 'written' && withText.has(around.name)) this.#written.push(escapeXml(text))
  }

  finish(): Drawing {
    if (!this.#size) throw new SvgError('not_svg')
    if (this.#used.length > MAX_USES) throw new SvgError('svg_too_large')
    if (this.#used.some((id) => this.#compound.has(id))) throw new SvgError('svg_too_deep')
    return { svg: this.#written.join(''), ...this.#size }
  }

  #begin({ local, uri, attributes: given }: SaxesTagNS): void {
    if (local !== 'svg' || uri !== SVG) throw new SvgError('not_svg')
    const size = readSize(given)
    if (!size) throw new SvgError('svg_no_size')
    this.#size = size
  }

  #fateOf({ local, uri }: SaxesTagNS): Open['fate'] {
    const around = this.#open.at(-1)
    if (around?.fate === 'left_out' || around?.fate === 'style' || uri !== SVG) return 'left_out'
    if (local === 'style') return 'style'
    if (wrappers.has(local)) return 'unwrapped'
    return drawnElements.has(local) ? 'written' : 'left_out'
  }

  #attributesOf({ attributes: given }: SaxesTagNS): [string, string][] {
    const isInStencil = this.#open.some(({ name }) => stencils.has(name))
    const isAllowed = (name: string, value: string) =>
      isHarmless(value) && !(isInStencil && stencilNames.has(name))
    const plain = Object.values(given).flatMap(({ prefix, local: name, uri, value }): [string, string][] => {
      if (name === 'href' && (uri === '' || uri === XLINK)) {
        return /^#[\w.-]+$/.test(value) ? [['href', value]] : []
      }
      return prefix === '' && attributes.has(name) && isAllowed(name, value) ? [[name, value]] : []
    })
    const styled = readDeclarations(given['style']?.value ?? '').filter(
      ([name, value]) => looks.has(name) && isAllowed(name, value),
    )
    // A `style` outdoes the attribute of the same name.
    const kept = new Map([...plain, ...styled])
    if (this.#open.length === 0) this.#sizeUp(kept)
    return [...kept]
  }

  /** Whoever shows it knows how large it is. */
  #sizeUp(root: Map<string, string>): void {
    const { width, height } = this.#size ?? { width: 0, height: 0 }
    if (!root.has('viewBox')) root.set('viewBox', `0 0 ${width} ${height}`)
    root.set('width', String(width)).set('height', String(height))
  }

  #use(kept: [string, string][]): void {
    const target = kept.find(([name]) => name === 'href')?.[1].slice(1)
    if (target !== undefined) this.#used.push(target)
    for (const { id } of this.#open) if (id !== undefined) this.#compound.add(id)
  }
}

/** How large it wants to be, from its own words, at most `MAX_SIDE`; else from its view box. */
function readSize(given: Record<string, SaxesAttributeNS>): { width: number; height: number } | undefined {
  const box = (given['viewBox']?.value ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number)
  const [width, height] = ['width', 'height'].map((side, index) => {
    const told = /^\s*([\d.]+)(px)?\s*$/.exec(given[side]?.value ?? '')?.[1]
    return told === undefined ? box[index + 2] : Number(told)
  })
  const isSide = (side: number | undefined) => side !== undefined && side > 0 && side <= MAX_SIDE
  if (width === undefined || height === undefined || !isSide(width) || !isSide(height)) return undefined
  return { width: Math.ceil(width), height: Math.ceil(height) }
}

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeXml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => escapes[sign] ?? '')
}
