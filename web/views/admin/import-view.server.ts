import { confirmImport } from '../../../tenants/imports/confirm-import.ts'
import { discardImport } from '../../../tenants/imports/discard-import.ts'
import { exportRefused } from '../../../tenants/imports/export-refused.ts'
import { KEPT_MS } from '../../../tenants/imports/forget-imports.ts'
import { getImport, type CountedImport } from '../../../tenants/imports/get-import.ts'
import { isWorking } from '../../../tenants/imports/find-import.ts'
import { remapImport } from '../../../tenants/imports/remap-import.ts'
import { undoImport } from '../../../tenants/imports/undo-import.ts'
import type { ProgressView } from '../../components/admin/progress-bar.tsx'
import type { Desk } from '../../lib/desk.server.ts'
import type { CarriedOut, FormAnswer } from '../../lib/form-answer.server.ts'
import { readForm } from '../../lib/read-form.server.ts'
import { mapAnswer, mapView, readAgainAnswer } from './import-map-view.server.ts'
import { reasonLine, rowsView } from './import-rows-view.server.ts'
import { mend } from './mend.server.ts'
import { titleOf } from './page-title.server.ts'

const idOf = ({ params }: Desk) => params['import'] ?? ''
const pathOf = (desk: Desk) => `/admin/imports/${idOf(desk)}`

/** One import, wherever it is: being read, waiting for somebody, or over. */
export async function importPage(desk: Desk) {
  const { words, say } = desk
  const said = words('imports')
  const found = await getImport(desk.ctx, { importId: idOf(desk) })
  const { state, failure, fileName } = found
  const title = say('say.importOf', { file: fileName })
  const failures: Record<string, string> = said.failures
  return {
    pageTitle: titleOf(desk, title),
    title,
    state: said.states[state],
    isWorking: isWorking(state),
    progress: isWorking(state) ? progressOf(desk, found) : null,
    failure: failure === null ? '' : (failures[failure] ?? said.failures.lost),
    map: state === 'mapping' ? await mapView(desk, found) : null,
    rows: hasVerdicts(state) ? await rowsView(desk, found) : null,
    ready: state === 'ready' ? readyView(desk, found) : null,
    done: state === 'done' || state === 'undone' ? doneView(desk, found) : null,
    words: said,
  }
}

export type ImportPage = Awaited<ReturnType<typeof importPage>>

const hasVerdicts = (state: CountedImport['state']) => ['ready', 'done', 'undone'].includes(state)

const numberOf = ({ format }: Desk, number: number) => new Intl.NumberFormat(format.tag).format(number)

function progressOf(desk: Desk, found: CountedImport): ProgressView {
  const { state, bytes, doneBytes, rows, doneRows } = found
  const [done, all] = state === 'reading' ? [doneBytes, bytes] : [doneRows, rows]
  const percent = all === 0 ? 0 : Math.min(100, (done / all) * 100)
  const text =
    state === 'reading'
      ? `${Math.floor(percent)} %`
      : desk.say('say.importSoFar', { done: numberOf(desk, done), all: numberOf(desk, all) })
  return { label: desk.words('imports').states[state], text, percent }
}

function readyView(desk: Desk, { counts }: CountedImport) {
  const count = counts.create + counts.update
  return {
    button: count > 0 ? desk.say('say.importButton', { count, formatted: numberOf(desk, count) }) : null,
  }
}

function doneView(desk: Desk, { state, finishedAt }: CountedImport) {
  const until = (finishedAt ?? 0) + KEPT_MS
  const mayUndo = state === 'done' && until > desk.ctx.now()
  return {
    undoHref: mayUndo ? `${pathOf(desk)}/undo` : null,
    until: mayUndo ? desk.say('say.importUntil', { date: desk.day(until) }) : '',
  }
}

/** Whatever is pressed on its page. */
export async function importAnswer(desk: Desk): Promise<FormAnswer> {
  const { ctx, request } = desk
  const form = await readForm(request)
  const importId = idOf(desk)
  const intent = form.text('intent')
  if (intent === 'map') return mapAnswer(desk, importId, form)
  return mend(desk, { errors: errorsOf(desk) }, async (): Promise<CarriedOut> => {
    if (intent === 'read') await readAgainAnswer(desk, importId, form)
    if (intent === 'columns') await remapImport(ctx, { importId })
    if (intent === 'import') await confirmImport(ctx, { importId })
    if (intent === 'discard') await discardImport(ctx, { importId })
    return { location: intent === 'discard' ? '/admin/imports' : pathOf(desk) }
  })
}

const errorsOf = ({ words }: Desk) => ({ conflict: words('imports').map.errors.again })

/** Asks whether a whole import shall be undone, and says what that does. */
export async function undoImportPage(desk: Desk) {
  const { words, say } = desk
  const { fileName } = await getImport(desk.ctx, { importId: idOf(desk) })
  const said = words('imports').undo
  return {
    pageTitle: titleOf(desk, said.title),
    back: { href: pathOf(desk), label: say('say.importOf', { file: fileName }) },
    words: said,
  }
}

export async function undoImportAnswer(desk: Desk): Promise<FormAnswer> {
  return mend(desk, { errors: errorsOf(desk) }, async (): Promise<CarriedOut> => {
    await undoImport(desk.ctx, { importId: idOf(desk) })
    return { location: pathOf(desk) }
  })
}

/** The refused rows as a file, with why. */
export async function refusedFile(desk: Desk): Promise<Response> {
  const { preview } = desk.words('imports')
  const parts = await exportRefused(desk.ctx, {
    importId: idOf(desk),
    heading: preview.verdicts.refuse,
    tell: (errors) => reasonLine(desk, errors),
  })
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await parts.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
  })
  return new Response(body, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="refused.csv"',
    },
  })
}
