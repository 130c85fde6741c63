import { listAudit } from '../../../tenants/audit/list-audit.ts'
import type { Desk } from '../../lib/desk.server.ts'
import type { CarriedOut, FormAnswer, RefusedForm } from '../../lib/form-answer.server.ts'
import { whoOf } from './audit-line.server.ts'
import { mend } from './mend.server.ts'
import { othersThan, seenText, stillSeen, takeOver, type SeenForm } from './seen-form.server.ts'

type Values = Record<string, string>

type Edited = {
  /** What to say of a field, of a reason, or of a code: `mend.server.ts`. */
  errors: Values
  /** What was typed. */
  values: Values
  /** What the form showed when it was opened. */
  seen: SeenForm
  /** What the log knows it by. */
  subjectId: string
  /** As it is now: asked anew, after somebody else was first. */
  readCurrent: () => Promise<{ edition: number; values: Values }>
  /** What the fields are called, in the form's order; those without a name are not compared. */
  labels: Values
  /** Which field it is that the verb calls so. */
  fieldOf?: (path: string) => string
  /** What a value reads like, where it is not what was typed. */
  show?: (name: string, value: string) => string
}

/**
 * Carries out a form about something that has editions (`tenants/edition.ts`). When somebody else changed it meanwhile, the
 * form comes back with all that was typed, what they made of it beside, and their edition: sent again, it is about that.
 * Fields that only they changed are theirs in it by then.
 */
export async function mendEdited(
  desk: Desk,
  edited: Edited,
  work: () => Promise<CarriedOut>,
): Promise<FormAnswer> {
  const { errors, values } = edited
  const said = { errors: { ...errors, changed_meanwhile: 'x' }, values }
  const answer = await mend<FormAnswer>(desk, said, work)
  if (!('code' in answer)) return answer
  if (answer.code !== 'changed_meanwhile') return atFields(answer, edited)
  return tellMeanwhile(desk, { ...edited, answer })
}

/** Beside its field, whatever the verb calls that. */
function atFields(answer: RefusedForm, { seen, fieldOf = (path) => path }: Edited): RefusedForm {
  const errors = Object.entries(answer.errors).map(([path, text]) => [fieldOf(path), text])
  return { ...answer, errors: Object.fromEntries(errors), values: { ...answer.values, ...stillSeen(seen) } }
}

async function tellMeanwhile(
  desk: Desk,
  { answer, labels, readCurrent, seen, show, subjectId, values }: Edited & { answer: RefusedForm },
): Promise<RefusedForm> {
  const { title, same, differs, merged, taken, keepBoth, ...words } = desk.words('admin').forms.meanwhile
  const spoken = show ?? plainly(desk)
  const [current, who] = await Promise.all([readCurrent(), lastChange(desk, subjectId)])
  const [isTheirs, isMine] = [othersThan(seen, current.values), othersThan(seen, values)]
  const changed = Object.entries(labels)
    .map(([name, label]) => ({ name, label, now: current.values[name] ?? '', typed: values[name] ?? '' }))
    .filter(({ name, now, typed }) => now !== typed && isTheirs(name))
  const rows = changed.map(({ name, label, now, typed }) => ({
    name,
    label,
    theirs: spoken(name, now),
    yours: isMine(name) ? spoken(name, typed) : taken,
  }))
  const isClash = changed.some(({ name }) => isMine(name))
  const told = rows.length === 0 ? same : isClash ? differs : merged
  return {
    ...answer,
    message: '',
    values: {
      ...takeOver(seen, { typed: values, current: current.values }),
      edition: seenText(current.edition, current.values),
    },
    meanwhile: {
      title,
      text: [who, told].filter(Boolean).join(' '),
      rows,
      words: told === merged ? { ...words, keepMine: keepBoth } : words,
    },
  }
}

/** A box that is ticked says yes. */
function plainly({ words }: Desk) {
  const { yes } = words('admin').forms
  return (_name: string, value: string) => (value === 'on' ? yes : value)
}

/** More people than look at a client between two changes. */
const MOST_LOOKS = 50

/** Who changed it last and when, for those who may read the log. */
async function lastChange(desk: Desk, subjectId: string): Promise<string> {
  if (!desk.mayAny('staff:view')) return ''
  const { entries } = await listAudit(desk.ctx, { subjectId, limit: MOST_LOOKS })
  // Who only looked changed nothing.
  const last = entries.find(({ action }) => action !== 'client.view')
  return last ? desk.say('say.changedBy', { who: whoOf(desk, last), when: desk.when(last.at) }) : ''
}
