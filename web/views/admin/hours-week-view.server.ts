import { data, redirect } from '@remix-run/cloudflare'
import { getWeek } from '../../../tenants/schedules/get-week.ts'
import { previewWeek } from '../../../tenants/schedules/preview-week.ts'
import { digestOf } from '../../../tenants/schedules/read-week.ts'
import { replaceWeek } from '../../../tenants/schedules/replace-week.ts'
import { takeBackHours } from '../../../tenants/schedules/take-back-hours.ts'
import { AppError, isAppError } from '../../../tenants/errors.ts'
import { addDays } from '../../../tenants/availability/local-time.ts'
import type { Desk } from '../../lib/desk.server.ts'
import type { CarriedOut, Meanwhile } from '../../lib/form-answer.server.ts'
import { readForm, type SentForm } from '../../lib/read-form.server.ts'
import { sentenceStart } from '../../lib/format.server.ts'
import { affectedView, type AffectedView } from './affected-view.server.ts'
import { askedTrainer, hoursFrame, hoursPath } from './hours-trainer.server.ts'
import { titleOf } from './page-title.server.ts'
import { donePath } from './toast.server.ts'
import {
  copyDay,
  emptyBlock,
  fieldOf,
  readBlocks,
  toBlocks,
  toRules,
  type Block,
  type Fault,
} from './week-blocks.server.ts'

/** A week that was sent and not saved: as it was typed, and why, or what it would leave outside. */
export type WeekAnswer = {
  blocks: Block[]
  /** Of the week as it is now: sent again, the form is about that. */
  digest: string
  errors: Record<string, string>
  message: string
  affected: AffectedView | null
  /** The week that `affected` is about. */
  agreed: string
  meanwhile: Meanwhile | null
}

/** One trainer's week, to be typed or dragged; null in a studio without trainers. */
export async function hoursWeekPage(desk: Desk) {
  const { ctx, catalogue, format, text, words } = desk
  const said = words('hours')
  const pageTitle = titleOf(desk, said.title)
  const trainer = askedTrainer(desk)
  if (!trainer) return { pageTitle, frame: null, words: said }
  const { rules, digest } = await getWeek(ctx, { trainerId: trainer.id })
  // 4 January 1971 was a Monday.
  const weekdays = [0, 1, 2, 3, 4, 5, 6].map((after) => {
    const on = addDays('1971-01-04', after)
    return { short: format.weekdayShort(on), long: sentenceStart(format.weekday(on)) }
  })
  return {
    pageTitle,
    frame: hoursFrame(desk, trainer),
    blocks: toBlocks(rules),
    digest,
    weekdays,
    /** Only where there is a choice. */
    places:
      catalogue.locations.length > 1
        ? catalogue.locations.map(({ id, name }) => ({ value: id, label: text(name) }))
        : [],
    words: said,
  }
}

export type HoursWeekPage = Awaited<ReturnType<typeof hoursWeekPage>>

/** Saves a week, or shows first what it would leave outside; without scripts it also makes room for more, and copies. */
export async function hoursWeekAnswer(desk: Desk): Promise<CarriedOut | WeekAnswer> {
  const trainer = askedTrainer(desk)
  if (!trainer) throw new AppError('not_found', 'There is no such trainer.')
  const form = await readForm(desk.request)
  const here = hoursPath('week', trainer.id)
  if (form.text('intent') === 'undo') {
    return { location: (await takeBackHours(desk.ctx)) ? donePath(here, 'undone') : here }
  }
  const answer: WeekAnswer = {
    blocks: readBlocks(form),
    digest: form.text('digest'),
    errors: {},
    message: '',
    affected: null,
    agreed: '',
    meanwhile: null,
  }
  const edited = editedBlocks(form, answer.blocks)
  if (edited) return { ...answer, blocks: edited }
  return saveWeek(desk, { trainerId: trainer.id, answer, agreed: form.text('agreed') })
}

export function sendWeekAnswer(answer: CarriedOut | WeekAnswer) {
  if ('location' in answer) return redirect(answer.location, 303)
  return data(answer, { status: statusOf(answer) })
}

function statusOf({ errors, message, meanwhile }: WeekAnswer): number {
  if (meanwhile) return 409
  return message || Object.keys(errors).length > 0 ? 422 : 200
}

/** What the form's small buttons do, for who has no scripts: `add.break`, `remove.2`, `copy.0.1`. */
function editedBlocks(form: SentForm, blocks: Block[]): Block[] | undefined {
  const [deed, first, day] = form.text('intent').split('.')
  const at = Number(first)
  if (deed === 'add') return [...blocks, emptyBlock(first === 'break' ? 'break' : 'open')]
  if (deed === 'remove') return blocks.filter((_, n) => n !== at)
  if (deed !== 'copy') return undefined
  const to = [1, 2, 3, 4, 5, 6, 7].filter((other) => form.text(`b${at}.c${day}.${other}`) !== '')
  return blocks.map((block, n) => (n === at ? copyDay(block, Number(day), to) : block))
}

type Saving = { trainerId: string; answer: WeekAnswer; agreed: string }

async function saveWeek(desk: Desk, { trainerId, answer, agreed }: Saving): Promise<CarriedOut | WeekAnswer> {
  const { ctx } = desk
  const { rules, origins, faults } = toRules(answer.blocks)
  if (faults.length > 0) return { ...answer, errors: sayFaults(desk, faults) }
  try {
    const preview = await previewWeek(ctx, { trainerId, rules })
    const meant = await digestOf(preview.rules)
    const affected = agreed === meant ? null : await affectedView(desk, preview.affected)
    const { digest } = await getWeek(ctx, { trainerId })
    if (digest !== answer.digest) throw new AppError('changed_meanwhile', 'It is another week now.')
    if (affected) return { ...answer, affected, agreed: meant }
    await replaceWeek(ctx, { trainerId, rules, digest: answer.digest })
    return { location: donePath(hoursPath('week', trainerId), 'hoursSaved') }
  } catch (error) {
    if (isAppError(error, 'changed_meanwhile')) return tellMeanwhile(desk, trainerId, answer)
    if (!isAppError(error, 'invalid_input')) throw error
    const told = (error.details.errors ?? []).map(({ path, code = '' }) => {
      const field = fieldOf(path, origins)
      return { field, code: field.split('.')[1] ?? code, part: '' }
    })
    if (told.length === 0) throw error
    return { ...answer, errors: sayFaults(desk, told) }
  }
}

function sayFaults({ say, words }: Desk, faults: readonly Fault[]): Record<string, string> {
  const { errors } = words('hours')
  return Object.fromEntries(
    faults.map(({ field, code, part }) => {
      if (code === 'not_hours') return [field, say('say.hoursNotHours', { part })]
      if (code === 'not_a_time') return [field, say('say.hoursNotATime', { part })]
      if (code === 'no_length') return [field, say('say.hoursNoLength', { part })]
      return [field, Object.entries(errors).find(([key]) => key === code)?.[1] ?? errors.other]
    }),
  )
}

/** What somebody else made of the week, day by day beside what was typed. */
async function tellMeanwhile(desk: Desk, trainerId: string, answer: WeekAnswer): Promise<WeekAnswer> {
  const { same, differs, title, ...words } = desk.words('admin').forms.meanwhile
  const { rules, digest } = await getWeek(desk.ctx, { trainerId })
  const theirs = toBlocks(rules)
  const rows = [0, 1, 2, 3, 4, 5, 6].map((day) => ({
    name: `d${day}`,
    label: sentenceStart(desk.format.weekday(addDays('1971-01-04', day))),
    theirs: sayDay(desk, theirs, day),
    yours: sayDay(desk, answer.blocks, day),
  }))
  const others = rows.filter((row) => row.theirs !== row.yours)
  const meanwhile = { title, text: others.length > 0 ? differs : same, rows: others, words }
  return { ...answer, digest, meanwhile }
}

function sayDay({ words }: Desk, blocks: readonly Block[], day: number): string {
  const { breaks } = words('hours')
  return blocks
    .flatMap(({ kind, days }) => {
      const text = days[day]?.trim()
      return text ? [kind === 'break' ? `${breaks}: ${text}` : text] : []
    })
    .join('; ')
}
