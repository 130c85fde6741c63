import { useEffect, useRef, useState } from 'react'
import { useScripts } from '../../access/use-scripts.ts'
import type { SitePage } from '../../../views/admin/site/site-view.server.ts'
import type { FormField } from '../form-fields.ts'
import { announceInput } from './live-form.ts'

type SectionsFieldProps = { page: SitePage; field: (name: string) => FormField }

/** Which sections there are, and in which order: by buttons, or without scripts by their places. */
export function SectionsField({ page: { sections, words }, field }: SectionsFieldProps) {
  const [order, setOrder] = useState(sections)
  const hasScripts = useScripts()
  const isMoved = useRef(false)
  useEffect(() => {
    if (isMoved.current) announceInput()
  }, [order])
  const move = (from: number, to: number) => {
    isMoved.current = true
    setOrder((before) => {
      const [moved] = before.slice(from, from + 1)
      const others = before.toSpliced(from, 1)
      return moved ? others.toSpliced(to, 0, moved) : before
    })
  }
  return (
    <section className="site-part" aria-labelledby="sections">
      <h2 id="sections">{words.sections.title}</h2>
      <ol className="section-rows">
        {order.map(({ key, label }, index) => (
          <li className="section-row" key={key}>
            <label className="check-line">
              <input
                type="checkbox"
                name={`section.${key}`}
                defaultChecked={field(`section.${key}`).defaultValue === 'on'}
              />
              <span>{label}</span>
            </label>
            {hasScripts ? (
              <span className="section-moves">
                <input type="hidden" name={`place.${key}`} value={index + 1} />
                <button
                  className="move-button"
                  type="button"
                  aria-label={`${label}: ${words.sections.up}`}
                  disabled={index === 0}
                  onClick={() => move(index, index - 1)}
                >
                  ↑
                </button>
                <button
                  className="move-button"
                  type="button"
                  aria-label={`${label}: ${words.sections.down}`}
                  disabled={index === order.length - 1}
                  onClick={() => move(index, index + 1)}
                >
                  ↓
                </button>
              </span>
            ) : (
              <select
                className="select section-place"
                name={`place.${key}`}
                defaultValue={field(`place.${key}`).defaultValue}
                aria-label={`${label}: ${words.sections.place}`}
              >
                {order.map((_, place) => (
                  <option key={place} value={place + 1}>
                    {place + 1}
                  </option>
                ))}
              </select>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
