import { useCallback, useEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import type { FrameView } from '../../../views/admin/frame-view.server.ts'
import { Link } from '../../link.tsx'
import { Icon } from '../icon.tsx'
import { FoundGroups } from './found-groups.tsx'
import { KeyHelp } from './key-help.tsx'
import { useFound } from './use-found.ts'
import { useKeys } from './use-keys.ts'

type PaletteProps = { places: FrameView['rest']; words: FrameView['search'] }

/** To the page on which everything is found; with scripts it opens in a window over the page one is on. */
export function PaletteLink({ words }: { words: FrameView['search'] }) {
  return (
    <Link className="palette-opener" to="/admin/search" data-opens-palette="">
      <Icon name="search" />
      <span>{words.open}</span>
      <kbd aria-hidden="true">Ctrl K</kbd>
    </Link>
  )
}

/** Everything by a few letters, and the list of keys: windows over the page, opened by keys and by `PaletteLink`. */
export function Palette({ places, words }: PaletteProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const help = useRef<HTMLDialogElement>(null)
  const [isOpen, setIsOpen] = useState(false)
  const open = useCallback(() => {
    if (dialog.current?.open) return
    setIsOpen(true)
    dialog.current?.showModal()
  }, [])
  const openHelp = useCallback(() => help.current?.showModal(), [])
  useKeys({ places: places.map(({ href }) => href), openPalette: open, openHelp })
  useEffect(() => {
    const onClick = (event: globalThis.MouseEvent) => {
      const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey
      if (!isPlain || !(event.target instanceof Element)) return
      if (!event.target.closest('[data-opens-palette]')) return
      event.preventDefault()
      open()
    }
    // Before the link itself hears of it.
    document.addEventListener('click', onClick, { capture: true })
    return () => document.removeEventListener('click', onClick, { capture: true })
  }, [open])
  return (
    <>
      <dialog className="palette" ref={dialog} aria-label={words.title} onClose={() => setIsOpen(false)}>
        {isOpen ? <Finder words={words} close={() => dialog.current?.close()} /> : null}
      </dialog>
      <KeyHelp dialog={help} places={places} words={words} />
    </>
  )
}

type FinderProps = { words: FrameView['search']; close: () => void }

/** A field, and what is found below it: arrows go from one to the next, Enter in the field takes the first. */
function Finder({ words, close }: FinderProps) {
  const [text, setText] = useState('')
  /** Enter was faster than what it is for. */
  const [isAwaited, setAwaited] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const found = useFound(text)
  // The window was open before it had a field to give the focus to.
  useEffect(() => box.current?.querySelector('input')?.focus(), [])
  const isFound = found?.text === text.trim()
  useEffect(() => {
    if (!isAwaited || !isFound) return
    box.current?.querySelector('a')?.click()
  }, [isAwaited, isFound])
  const onKey = (event: KeyboardEvent) => {
    const links = [...(box.current?.querySelectorAll('a') ?? [])]
    const at = links.findIndex((link) => link === document.activeElement)
    const field = box.current?.querySelector('input')
    if (event.key === 'ArrowDown') (links[at + 1] ?? links[0])?.focus()
    else if (event.key === 'ArrowUp') (at > 0 ? links[at - 1] : field)?.focus()
    else if (event.key === 'Enter' && at === -1) setAwaited(true)
    else return
    event.preventDefault()
  }
  const onClick = (event: MouseEvent<HTMLElement>) => {
    if (event.target instanceof Element && event.target.closest('a')) close()
  }
  return (
    // Keys and clicks of the field and the links in it, which come up to here.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events
    <div className="palette-box" ref={box} onKeyDown={onKey} onClick={onClick}>
      <input
        className="palette-input"
        type="search"
        aria-label={words.label}
        placeholder={words.label}
        value={text}
        maxLength={100}
        autoComplete="off"
        spellCheck={false}
        enterKeyHint="go"
        onChange={({ currentTarget }) => {
          setText(currentTarget.value)
          setAwaited(false)
        }}
      />
      <div className="palette-found">
        <FoundGroups groups={found?.groups ?? []} />
        {found?.groups.length === 0 ? <p className="palette-none">{words.noneHint}</p> : null}
      </div>
      <output className="visually-hidden">{found?.found ?? ''}</output>
    </div>
  )
}
