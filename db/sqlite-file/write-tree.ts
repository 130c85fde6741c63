import { toVarint } from './encode-record.ts'

/** Pages of a database file, in the order of their numbers; the first is written last, and has number 1. */
export const PAGE_SIZE = 4096

const LEAF = 13
const INTERIOR = 5
const LEAF_HEAD = 8
const INTERIOR_HEAD = 12
/** A row of up to so many bytes stands in its leaf as a whole (fileformat2.html, 1.6). */
const MOST_IN_LEAF = PAGE_SIZE - 35
const LEAST_IN_LEAF = Math.floor(((PAGE_SIZE - 12) * 32) / 255) - 23
const IN_OVERFLOW = PAGE_SIZE - 4

/** Takes the next page, and tells its number. */
export type Emit = (page: Uint8Array) => number

/** A page below another, and the largest row in it. */
export type Child = { page: number; lastRow: number }

/** The pages of one table, made as its rows come, in their order. */
export class TreeWriter {
  readonly #emit: Emit
  #cells: Uint8Array[] = []
  #used = LEAF_HEAD
  #row = 0
  readonly #leaves: Child[] = []

  constructor(emit: Emit) {
    this.#emit = emit
  }

  get rows(): number {
    return this.#row
  }

  /** The next row, as `encodeRecord` makes it. */
  add(record: Uint8Array): void {
    const cell = this.#makeCell(record, this.#row + 1)
    if (this.#used + cell.length + 2 > PAGE_SIZE) this.#endLeaf()
    this.#row += 1
    this.#cells.push(cell)
    this.#used += cell.length + 2
  }

  /** Has the next row begin another page. */
  breakPage(): void {
    if (this.#cells.length > 0) this.#endLeaf()
  }

  /** Ends the table; the number of its topmost page. */
  end(): number {
    const [only, ...others] = this.endLeaves()
    if (only && others.length === 0) return only.page
    return this.#emit(makeInterior(this.#raise(this.#leaves)))
  }

  /** Ends the lowest level: for whoever writes the top of it elsewhere. */
  endLeaves(): Child[] {
    if (this.#cells.length > 0 || this.#leaves.length === 0) this.#endLeaf()
    return this.#leaves
  }

  /** Pages above pages, until what is left fits into one. */
  #raise(children: readonly Child[]): readonly Child[] {
    if (children.length <= MOST_CHILDREN) return children
    // Of nearly the same size, so that none has a single page below it.
    const groups = Math.ceil(children.length / MOST_CHILDREN)
    const startOf = (group: number) => Math.floor((group * children.length) / groups)
    return this.#raise(
      Array.from({ length: groups }, (_, group) =>
        this.#emitAbove(children.slice(startOf(group), startOf(group + 1))),
      ),
    )
  }

  #emitAbove(group: readonly Child[]): Child {
    return { page: this.#emit(makeInterior(group)), lastRow: group.at(-1)?.lastRow ?? 0 }
  }

  #makeCell(record: Uint8Array, row: number): Uint8Array {
    const head = [...toVarint(record.length), ...toVarint(row)]
    if (record.length <= MOST_IN_LEAF) return concat(head, record)
    const surplus = LEAST_IN_LEAF + ((record.length - LEAST_IN_LEAF) % IN_OVERFLOW)
    const local = surplus <= MOST_IN_LEAF ? surplus : LEAST_IN_LEAF
    return concat(head, record.subarray(0, local), toUint32(this.#overflow(record.subarray(local))))
  }

  /** The pages a long row goes on in, the last one first: each names the one after it. */
  #overflow(rest: Uint8Array): number {
    let next = 0
    for (
      let start = (Math.ceil(rest.length / IN_OVERFLOW) - 1) * IN_OVERFLOW;
      start >= 0;
      start -= IN_OVERFLOW
    ) {
      const page = new Uint8Array(PAGE_SIZE)
      page.set(toUint32(next))
      page.set(rest.subarray(start, start + IN_OVERFLOW), 4)
      next = this.#emit(page)
    }
    return next
  }

  #endLeaf(): void {
    const page = this.#emit(makePage({ type: LEAF, cells: this.#cells, offset: 0 }))
    this.#leaves.push({ page, lastRow: this.#row })
    this.#cells = []
    this.#used = LEAF_HEAD
  }
}

/** So many pages fit below one, with the longest row numbers, and room for the file's header on the first. */
export const MOST_CHILDREN = Math.floor((PAGE_SIZE - 100 - INTERIOR_HEAD) / (2 + 4 + 9))

/** A page above others; `offset` is where it begins, behind the file's header on the first page. */
export function makeInterior(children: readonly Child[], offset = 0): Uint8Array {
  const last = children.at(-1)
  const cells = children.slice(0, -1).map(({ page, lastRow }) => concat(toUint32(page), toVarint(lastRow)))
  const page = makePage({ type: INTERIOR, cells, offset })
  page.set(toUint32(last?.page ?? 0), offset + 8)
  return page
}

type Contents = { type: number; cells: readonly Uint8Array[]; offset: number }

function makePage({ type, cells, offset }: Contents): Uint8Array {
  const page = new Uint8Array(PAGE_SIZE)
  let end = PAGE_SIZE
  let pointer = offset + (type === LEAF ? LEAF_HEAD : INTERIOR_HEAD)
  for (const cell of cells) {
    end -= cell.length
    page.set(cell, end)
    page.set(toUint16(end), pointer)
    pointer += 2
  }
  page.set([type, 0, 0, ...toUint16(cells.length), ...toUint16(end), 0], offset)
  return page
}

function concat(...parts: readonly ArrayLike<number>[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.length
  }
  return whole
}

export function toUint16(value: number): number[] {
  return [value >> 8, value & 255]
}

export function toUint32(value: number): number[] {
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]
}
