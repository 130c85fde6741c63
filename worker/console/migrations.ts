import type { Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { AppError } from '../../tenants/errors.ts'
import {
  changeMigration,
  getMigration,
  listMigrationEntries,
  listMigrations,
  reportVersions,
  runDeeds,
  startMigration,
  type MigrationRun,
  type RunDeed,
} from '../../tenants/operators/migrations.ts'
import { requireRole } from '../../tenants/operators/require-role.ts'
import type { AppEnv } from '../app-env.ts'
import { carryOut, readForm, type Typed } from './console-form.ts'
import { consolePage, field, instant } from './console-page.ts'
import { bar, facts, figure, studioLink, tableOr, type Cell } from './console-parts.ts'
import { nextPage, readPosition } from './list-page.ts'

const PAGE = 20
const FAILED_SHOWN = 100
const LIVE_SECONDS = 2

/** What brings studios' databases to a version: what stands where, the runs there were, and one run with its progress. */
export function addMigrationPages(pages: Hono<AppEnv>): void {
  pages.get('/migrations', (c) => listPage(c))
  pages.post('/migrations', async (c) => {
    requireRole(c.var.platform, 'support')
    const typed = await readForm(c)
    const wish = {
      isDry: typed('dry') !== '',
      canaries: numberOf(typed('canaries')),
      batchSize: numberOf(typed('batchSize')),
    }
    return carryOut(
      async () => {
        const { id } = await startMigration(c.var.platform, wish)
        return c.redirect(`/operator/migrations/${id}`, 303)
      },
      (failure) => listPage(c, { failure, typed }),
    )
  })
  pages.get('/migrations/:id', (c) => runPage(c))
  for (const deed of runDeeds) {
    pages.post(`/migrations/:id/${deed}`, (c) =>
      carryOut(
        async () => {
          const { id } = await changeMigration(c.var.platform, { id: c.req.param('id'), deed })
          return c.redirect(`/operator/migrations/${id}`, 303)
        },
        (failure) => runPage(c, failure),
      ),
    )
  }
}

/** What is no number is for the verb to refuse. */
const numberOf = (typed: string) => (/^\d+$/.test(typed) ? Number(typed) : typed)

type Failed = { failure: AppError; typed: Typed }

async function listPage(c: Context<AppEnv>, failed?: Failed) {
  const { platform } = c.var
  const { oldest, newest, versions } = await reportVersions(platform)
  const { runs, hasMore } = await listMigrations(platform, { limit: PAGE, cursor: readPosition(c) })
  const note = (version: number, isServed: boolean) =>
    isServed ? (version < newest ? 'works, and is behind' : 'as it should be') : 'closed: 503'
  return consolePage(c, {
    title: 'Migrations',
    isWide: true,
    failure: failed?.failure,
    body: html`<p>This build was written for version ${newest}, and works on ${oldest} to ${newest + 1}.</p>
      <dl class="figures">
        ${versions.map(({ version, tenants, isServed }) =>
          figure(version === 0 ? 'Never seen' : `Version ${version}`, tenants, note(version, isServed)),
        )}
      </dl>
      <h2>Bring everybody to version ${newest}</h2>
      ${startForm(failed)}
      <h2>Runs</h2>
      ${tableOr('None so far.', {
        label: 'Runs',
        heads: ['Run', 'State', 'Version', 'Done', 'Failed', 'Waiting', 'Ended'],
        rows: runs.map(runRow),
      })}
      ${hasMore ? nextPage(c, runs.at(-1)) : ''}`,
  })
}

function startForm(failed?: Failed) {
  const typed = (name: string, otherwise: string) => failed?.typed(name) ?? otherwise
  return html`<form class="stack" method="post" action="/operator/migrations">
    ${field({
      name: 'canaries',
      label: 'Canaries',
      hint: 'So many studios go first, training copies before all others. If one of them fails, the rest waits for you.',
      type: 'number',
      value: typed('canaries', '5'),
      failure: failed?.failure,
    })}
    ${field({
      name: 'batchSize',
      label: 'Studios in a batch',
      type: 'number',
      value: typed('batchSize', '50'),
      failure: failed?.failure,
    })}
    <p class="buttons">
      <button name="dry" value="yes" class="plain">Rehearse: try all, change nothing</button>
      <button>Start</button>
    </p>
  </form>`
}

function runRow(run: MigrationRun): Cell[] {
  const { done, failed, waiting } = run.counts
  return [
    html`<a href="/operator/migrations/${run.id}">${instant(run.createdAt)}</a>`,
    stateWords(run),
    run.target,
    done,
    failed,
    waiting,
    run.endedAt === null ? '' : instant(run.endedAt),
  ]
}

function stateWords({ state, isDry }: MigrationRun): Cell {
  const words = isDry ? `${state}, rehearsal` : state
  return state === 'paused' ? html`<strong>${words}</strong>` : words
}

async function runPage(c: Context<AppEnv>, failure?: AppError) {
  const { platform } = c.var
  const run = await getMigration(platform, c.req.param('id') ?? '')
  const { entries, hasMore } = await listMigrationEntries(platform, {
    runId: run.id,
    state: 'failed',
    limit: FAILED_SHOWN,
    cursor: null,
  })
  const { waiting, done, failed } = run.counts
  const total = waiting + done + failed
  return consolePage(c, {
    title: run.isDry ? `Rehearsal of version ${run.target}` : `Migration to version ${run.target}`,
    isWide: true,
    failure,
    refreshSeconds: run.state === 'running' && !failure ? LIVE_SECONDS : undefined,
    body: html`${bar({
        done: done + failed,
        total,
        words: `${done + failed} of ${total} studios, ${failed} failed`,
      })}
      ${run.pauseReason === null ? '' : html`<p class="alert">${run.pauseReason}</p>`}
      ${facts({
        State: stateWords(run),
        Begun: html`${instant(run.createdAt)} by ${run.createdBy}`,
        Ended: run.endedAt === null ? null : instant(run.endedAt),
        Canaries: run.canaries,
        'In a batch': run.batchSize,
      })}
      ${buttons(run)}
      <h2>Who failed</h2>
      ${tableOr('Nobody.', {
        label: 'Studios that failed',
        heads: ['Studio', 'Version', 'Tried', 'What its database said'],
        rows: entries.map(({ tenantId, slug, isCanary, version, attempts, error }) => [
          html`${studioLink({ id: tenantId, name: slug })}${isCanary ? ' canary' : ''}`,
          version ?? 'unknown',
          attempts,
          error ?? '',
        ]),
      })}
      ${hasMore ? html`<p>The first ${FAILED_SHOWN} of ${failed}.</p>` : ''}`,
  })
}

const labels: Record<RunDeed, string> = {
  pause: 'Pause',
  resume: 'Go on',
  retry: 'Try again those who failed',
  cancel: 'Give up',
}

function buttons({ id, state, counts }: MigrationRun) {
  const offered = {
    pause: state === 'running',
    resume: state === 'paused',
    retry: state !== 'cancelled' && counts.failed > 0,
    cancel: state === 'running' || state === 'paused',
  }
  return html`<div class="buttons">
    ${runDeeds
      .filter((deed) => offered[deed])
      .map(
        (deed) =>
          html`<form method="post" action="/operator/migrations/${id}/${deed}">
            <button class="plain">${labels[deed]}</button>
          </form>`,
      )}
  </div>`
}
