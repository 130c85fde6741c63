import { useFetcher } from '@remix-run/react'
import { useEffect, useState } from 'react'
import type { CalendarItem } from '../../../views/admin/calendar/calendar-items.server.ts'
import type { MoveAnswer } from '../../../views/admin/calendar/move-answer.server.ts'

/** Where something shall go: to a time on the page's clock, or to an instant; longer or shorter; to somebody else. */
export type Target = { start?: string; at?: number; minutes?: number; trainerId?: string }
export type Move = { item: CalendarItem; to: Target; reason?: string }
export type Refused = { move: Move; answer: Extract<MoveAnswer, { isDone: false }> }
type Done = { text: string; undo: Move | null }

const SHOWN_MS = 12_000

export type Moves = ReturnType<typeof useMoves>

/** Sends moves, one at a time, and keeps what there is to say of the last one until it is put away. */
export function useMoves() {
  const { submit, data: answer } = useFetcher<MoveAnswer>()
  const [sent, setSent] = useState<Move | null>(null)
  const [putAway, setPutAway] = useState<MoveAnswer | undefined>(undefined)
  const said = answer === putAway ? undefined : answer
  const done: Done | null = said?.isDone ? { text: said.text, undo: sent && backOf(sent) } : null
  const refused: Refused | null = sent && said && !said.isDone ? { move: sent, answer: said } : null
  const isDone = done !== null

  useEffect(() => {
    if (!isDone) return undefined
    const timer = setTimeout(() => setPutAway(answer), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [isDone, answer])

  const dismiss = () => setPutAway(answer)
  const send = (move: Move | null, fields: Record<string, string>) => {
    dismiss()
    setSent(move)
    submit(fields, { method: 'post', action: `/admin/calendar${location.search}` })
  }
  const move = (one: Move) => send(one, fieldsOf(one))
  return {
    move,
    unblock: (id: string) => send(null, { intent: 'unblock', id }),
    undo: () => done?.undo && move(done.undo),
    dismiss,
    done,
    refused,
    /** Another one with each answer: a grid then shows again what is so. */
    answer,
  }
}

function fieldsOf({ item, to, reason }: Move): Record<string, string> {
  const isElsewhere = to.trainerId !== undefined && to.trainerId !== item.trainerId
  return {
    intent: 'move',
    kind: item.kind,
    id: item.id,
    key: makeKey(),
    ...(to.at === undefined ? { start: to.start ?? item.start } : { at: String(to.at) }),
    ...(to.minutes === undefined ? {} : { minutes: String(to.minutes) }),
    ...(isElsewhere ? { trainer: to.trainerId ?? '' } : {}),
    ...(reason === undefined ? {} : { reason }),
  }
}

/** Names this attempt. `randomUUID` is there over https alone. */
const makeKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  )

/** The move that undoes one: from where it is now to where it was. */
function backOf({ item, to }: Move): Move {
  const { startsAt, endsAt, trainerId } = item
  const minutes = to.minutes === undefined ? {} : { minutes: Math.round((endsAt - startsAt) / 60_000) }
  return {
    item: { ...item, trainerId: to.trainerId ?? trainerId },
    to: { at: startsAt, trainerId, ...minutes },
  }
}
