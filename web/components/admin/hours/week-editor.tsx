import { useRef } from 'react'
import type { HoursWeekPage, WeekAnswer } from '../../../views/admin/hours-week-view.server.ts'
import type { Block } from '../../../views/admin/week-blocks.server.ts'
import { useScripts } from '../../access/use-scripts.ts'
import { DeskForm } from '../desk-form.tsx'
import { AffectedPanel } from './affected-panel.tsx'
import { hoursOf, useWeek, type EditedWeek } from './use-week.ts'
import { titleOf, WeekBlock } from './week-block.tsx'
import { WeekGrid } from './week-grid.tsx'

type Shown = Extract<HoursWeekPage, { frame: object }>
type About = Pick<Shown, 'weekdays' | 'places' | 'words'>

type WeekEditorProps = About & {
  digest: string
  blocks: readonly Block[]
  mayChange: boolean
  answer: WeekAnswer | undefined
}

/** A week to type, and with scripts to draw: the same week both ways, sent as one form. */
export function WeekEditor({ blocks, digest, mayChange, answer, ...about }: WeekEditorProps) {
  const { words } = about
  const hasScripts = useScripts()
  const inside = useRef<HTMLDivElement>(null)
  // What is done without typing is as unsaved as what is typed.
  const edited = useWeek(blocks, () => inside.current?.closest('form')?.setAttribute('data-typed', 'yes'))
  return (
    <DeskForm
      className="desk-form week-form"
      alert={answer?.message || undefined}
      meanwhile={answer?.meanwhile ?? undefined}
    >
      <input type="hidden" name="digest" value={answer?.digest ?? digest} />
      <input type="hidden" name="blocks" value={edited.blocks.length} />
      <input type="hidden" name="agreed" value={answer?.agreed ?? ''} />
      <div className="week-both" ref={inside}>
        {hasScripts && mayChange ? <Drawn {...about} edited={edited} /> : null}
        <div className="week-typed">
          {edited.blocks.map((block, at) => (
            <WeekBlock
              key={block.id}
              {...about}
              {...{ block, at, edited }}
              errors={answer?.errors ?? {}}
              isFixed={!mayChange}
            />
          ))}
          {mayChange ? <AddButtons add={edited.add} words={words} /> : null}
        </div>
      </div>
      {answer?.affected ? (
        <AffectedPanel affected={answer.affected} title={words.affected} text={words.affectedText} />
      ) : null}
      {mayChange ? (
        <div className="desk-actions">
          <button className="button" type="submit" name="intent" value="save">
            {answer?.affected ? words.saveAnyway : words.save}
          </button>
        </div>
      ) : null}
    </DeskForm>
  )
}

/** The grid, and of several kinds of hours the ones that are drawn. */
function Drawn({ edited, ...about }: About & { edited: EditedWeek }) {
  const { blocks, active, setActive, draw } = edited
  const shown = blocks[active]
  if (!shown) return null
  return (
    <div className="week-draws">
      {blocks.length > 1 ? (
        <fieldset className="week-layers">
          <legend className="visually-hidden">{about.words.layers}</legend>
          {blocks.map((block, at) => (
            <button
              key={block.id}
              type="button"
              className="week-layer"
              aria-pressed={at === active}
              onClick={() => setActive(at)}
            >
              {titleOf({ block, ...about })}
            </button>
          ))}
        </fieldset>
      ) : null}
      <WeekGrid
        week={hoursOf(shown)}
        kind={shown.kind}
        others={blocks.filter((one) => one !== shown).map((one) => ({ kind: one.kind, week: hoursOf(one) }))}
        draw={(week) => draw(active, week)}
        typeDay={(day) => document.getElementById(`b${active}.d${day + 1}`)?.focus()}
        weekdays={about.weekdays}
        words={about.words}
      />
    </div>
  )
}

function AddButtons({ add, words }: { add: (kind: Block['kind']) => void; words: Shown['words'] }) {
  return (
    <div className="week-adds">
      {(['open', 'break'] as const).map((kind) => (
        <button
          key={kind}
          className="button button-quiet button-small"
          name="intent"
          value={`add.${kind}`}
          onClick={(event) => {
            event.preventDefault()
            add(kind)
          }}
        >
          {kind === 'open' ? words.addBlock : words.addBreaks}
        </button>
      ))}
    </div>
  )
}
