import { Hono, type Context } from 'hono'
import { html } from 'hono/html'
import { isAppError, type AppError } from '../../tenants/errors.ts'
import { requestStudioData } from '../../tenants/studio-data/request-studio-data.ts'
import { beginStudioData, getStudioData, takeStudioData } from '../../tenants/studio-data/studio-data.ts'
import type { AppEnv } from '../app-env.ts'
import { readForm } from '../console/console-form.ts'
import { field } from '../console/console-page.ts'
import { logFailure } from '../log.ts'
import { asPlatform } from '../middleware/identify-operator.ts'
import { langOf, signUpPage, type Lang } from '../sign-up/sign-up-page.ts'
import { dataWords } from './words.ts'

/** Where owners of a closed studio take its data along, under `/your-data` of the platform's host. */
export const yourDataPages = new Hono<AppEnv>().use(asPlatform).onError((error, c) => {
  if (!isAppError(error, 'link_spent')) throw error
  const lang = langOf(c)
  const words = dataWords(lang)
  return signUpPage(c, {
    lang,
    title: words.spentTitle,
    status: 410,
    body: html`<p>${words.spent}</p>
      <p><a href="/your-data?lang=${lang}">${words.again}</a></p>`,
  })
})

yourDataPages.get('/', (c) => askPage(c, { lang: langOf(c) }))

yourDataPages.post('/', async (c) => {
  const typed = await readForm(c)
  const lang = langOf(c, typed('lang'))
  const wish = { studio: typed('studio'), email: typed('email') }
  try {
    const { rest } = await requestStudioData(c.var.platform, wish)
    const { requestId } = c.var
    c.executionCtx.waitUntil(
      rest().catch((error: unknown) => logFailure({ event: 'data_link_failed', requestId }, error)),
    )
  } catch (error) {
    if (!isAppError(error, 'invalid_input', 'rate_limited')) throw error
    return askPage(c, { lang, ...wish, failure: error })
  }
  const words = dataWords(lang)
  return signUpPage(c, { lang, title: words.sentTitle, body: html`<p>${words.sent}</p>` })
})

yourDataPages.get('/file', async (c) => {
  const token = c.req.query('token') ?? ''
  const { studio, download } = await getStudioData(c.var.platform, { token })
  const lang = langOf(c)
  const words = dataWords(lang)
  const title = words.fileTitle(studio)
  if (download?.state === 'making') {
    const body = html`<p role="status">${words.making}</p>`
    return signUpPage(c, { lang, title, body, refreshSeconds: 2 })
  }
  const isReady = download?.state === 'ready'
  return signUpPage(c, {
    lang,
    title,
    body: html`<p>${isReady ? words.ready : words.begin}</p>
      <form class="stack" method="post" action="/your-data/${isReady ? 'take' : 'begin'}">
        <input type="hidden" name="token" value="${token}" />
        <button>${isReady ? words.take : words.beginButton}</button>
      </form>`,
  })
})

yourDataPages.post('/begin', async (c) => {
  const token = (await readForm(c))('token')
  await beginStudioData(c.var.platform, { token })
  return c.redirect(`/your-data/file?token=${encodeURIComponent(token)}`, 303)
})

yourDataPages.post('/take', async (c) => {
  const { body, bytes, name } = await takeStudioData(c.var.platform, { token: (await readForm(c))('token') })
  return c.body(body, 200, {
    'Content-Type': 'application/vnd.sqlite3',
    'Content-Length': String(bytes),
    'Content-Disposition': `attachment; filename="${name}"`,
    'Cache-Control': 'private, no-store',
  })
})

type Asked = { lang: Lang; studio?: string; email?: string; failure?: AppError }

function askPage(c: Context<AppEnv>, { lang, studio = '', email = '', failure }: Asked) {
  const words = dataWords(lang)
  return signUpPage(c, {
    lang,
    title: words.title,
    failure,
    other: `/your-data?lang=${lang === 'bg' ? 'en' : 'bg'}`,
    body: html`<p>${words.intro}</p>
      <form class="stack" method="post" action="/your-data">
        <input type="hidden" name="lang" value="${lang}" />
        ${field({ name: 'studio', label: words.studio, hint: words.studioHint, autocomplete: 'url', value: studio, failure })}
        ${field({ name: 'email', label: words.email, hint: words.emailHint, type: 'email', autocomplete: 'email', value: email, failure })}
        <button>${words.send}</button>
      </form>`,
  })
}
