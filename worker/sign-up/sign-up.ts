import { Hono, type Context } from 'hono'
import { html } from 'hono/html'
import { isAppError, type AppError } from '../../tenants/errors.ts'
import type { StudioKind } from '../../tenants/fleet/create/studio-kinds.ts'
import { listPublicPlans } from '../../tenants/fleet/list-public-plans.ts'
import { enterAsOwner } from '../../tenants/sign-up/enter-as-owner.ts'
import { confirmSignUp, followSignUp, getSignUp, type SignUp } from '../../tenants/sign-up/follow-sign-up.ts'
import { requestSignUp, TERMS_OF } from '../../tenants/sign-up/request-sign-up.ts'
import type { AppEnv } from '../app-env.ts'
import { readForm, type Typed } from '../console/console-form.ts'
import { asPlatform } from '../middleware/identify-operator.ts'
import { formPage, input } from './form-page.ts'
import { faultOf, langOf, signUpPage, wordsOf, type Lang } from './sign-up-page.ts'

/** Where somebody makes a studio of their own, under `/sign-up` of the platform's host: address proven, one press, open. */
export const signUpPages = new Hono<AppEnv>().use(asPlatform).onError((error, c) => {
  if (!isAppError(error, 'link_spent')) throw error
  return spentPage(c)
})

signUpPages.get('/', async (c) => {
  const typed: Typed = (name) => (name === 'plan' ? (c.req.query('plan') ?? '') : '')
  return formPage(c, { lang: langOf(c), typed, plans: await listPublicPlans(c.var.platform.db) })
})

signUpPages.post('/', async (c) => {
  const typed = await readForm(c)
  const lang = langOf(c, typed('lang'))
  const plans = await listPublicPlans(c.var.platform.db)
  // Only what is offered to everybody: operators' own plans are not.
  const plan = plans.find(({ code }) => code === typed('plan')) ?? plans[0]
  try {
    await requestSignUp(c.var.platform, {
      name: typed('name'),
      slug: typed('slug'),
      // What is no kind is refused, and so is what is no consent.
      kind: typed('kind') as StudioKind,
      locale: lang,
      timeZone: typed('timeZone'),
      owner: { name: typed('owner.name'), email: typed('owner.email') },
      plan: plan?.code ?? null,
      agreesTo: typed('agreesTo') as typeof TERMS_OF,
    })
  } catch (error) {
    if (!isAppError(error, 'invalid_input', 'rate_limited', 'unavailable')) throw error
    return formPage(c, { lang, typed, plans, failure: error })
  }
  const words = wordsOf(lang)
  return signUpPage(c, {
    lang,
    title: words.sentTitle,
    body: html`<p>${words.sent(typed('owner.email').trim())}</p>
      <p>${words.notThere} <a href="/sign-up?lang=${lang}">${words.again}</a></p>`,
  })
})

signUpPages.get('/terms', (c) => {
  const lang = langOf(c)
  const words = wordsOf(lang)
  return signUpPage(c, {
    lang,
    title: words.termsTitle,
    other: `/sign-up/terms?lang=${words.other.lang}`,
    body: html`<p class="quiet">${words.termsSince} ${dayOf(TERMS_OF, lang)}</p>
      ${words.termsText.map((paragraph) => html`<p>${paragraph}</p>`)}
      <p><a href="/sign-up?lang=${lang}">${words.back}</a></p>`,
  })
})

/** "22 November 2026". */
const dayOf = (date: string, lang: Lang) =>
  new Intl.DateTimeFormat(lang === 'bg' ? 'bg-BG' : 'en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(
    Date.parse(date),
  )

signUpPages.get('/confirm', (c) => confirmPage(c, { token: tokenOf(c) }))

signUpPages.post('/confirm', async (c) => {
  const typed = await readForm(c)
  const token = typed('token')
  try {
    await confirmSignUp(c.var.platform, { token, slug: typed('slug') })
  } catch (error) {
    if (!isAppError(error, 'invalid_input')) throw error
    return confirmPage(c, { token, slug: typed('slug'), failure: error })
  }
  return c.redirect(`/sign-up/studio?token=${encodeURIComponent(token)}`, 303)
})

signUpPages.get('/studio', async (c) => {
  const token = tokenOf(c)
  const signUp = await getSignUp(c.var.platform, token)
  if (signUp.isUsed) return usedPage(c, { signUp, token })
  const { details } = signUp
  const making = await followSignUp(c.var.platform, token)
  const lang = details.locale
  const words = wordsOf(lang)
  if (making.state === 'open') return openPage(c, { lang, name: details.name, url: making.url, token })
  if (making.state === 'failed') {
    return signUpPage(c, { lang, title: words.failedTitle, body: html`<p>${words.failed}</p>` })
  }
  const { done, total } = making
  const said = words.making(done, total)
  return signUpPage(c, {
    lang,
    title: words.makingTitle,
    refreshSeconds: 1,
    body: html`<p role="status">
        <progress max="${total}" value="${done}" aria-label="${said}"></progress><br />${said}
      </p>
      <p class="quiet">${words.makingHint}</p>`,
  })
})

signUpPages.get('/enter', async (c) => {
  const token = tokenOf(c)
  try {
    const { url } = await enterAsOwner(c.var.platform, token)
    return c.redirect(url, 303)
  } catch (error) {
    if (!isAppError(error, 'link_spent')) throw error
    return usedPage(c, { signUp: await getSignUp(c.var.platform, token), token })
  }
})

const tokenOf = (c: Context<AppEnv>) => c.req.query('token') ?? ''

type Confirm = { token: string; slug?: string; failure?: AppError }

async function confirmPage(c: Context<AppEnv>, { token, slug, failure }: Confirm) {
  const signUp = await getSignUp(c.var.platform, token)
  const { details, isBegun } = signUp
  if (signUp.isUsed) return usedPage(c, { signUp, token })
  if (isBegun) return c.redirect(`/sign-up/studio?token=${encodeURIComponent(token)}`, 303)
  const lang = details.locale
  const words = wordsOf(lang)
  return signUpPage(c, {
    lang,
    title: words.confirmTitle(details.name),
    failure,
    body: html`<p>${words.confirm}</p>
      <form class="stack" method="post" action="/sign-up/confirm">
        <input type="hidden" name="token" value="${token}" />
        ${input({
          name: 'slug',
          label: words.slug,
          hint: words.slugBefore(c.var.platform.fleet.platformDomain),
          value: slug ?? details.slug,
          fault: faultOf(failure, 'slug', words),
        })}
        <button>${words.confirmButton}</button>
      </form>`,
  })
}

type Open = { lang: Lang; name: string; url: string; token: string }

function openPage(c: Context<AppEnv>, { lang, name, url, token }: Open) {
  const words = wordsOf(lang)
  return signUpPage(c, {
    lang,
    title: words.openTitle(name),
    body: html`<p>${words.open}</p>
      <p class="address"><a href="${url}">${url}</a></p>
      <p>
        <a class="button first" href="/sign-up/enter?token=${encodeURIComponent(token)}">${words.enter}</a>
      </p>
      <p><a href="${url}">${words.look}</a></p>`,
  })
}

/** The link has done what it is for: nobody is let in by it any more, and where the studio is everybody may know. */
async function usedPage(c: Context<AppEnv>, { signUp, token }: { signUp: SignUp; token: string }) {
  const making = await followSignUp(c.var.platform, token)
  if (making.state !== 'open') return spentPage(c)
  const { name, locale: lang } = signUp.details
  const words = wordsOf(lang)
  return signUpPage(c, {
    lang,
    title: words.usedTitle,
    status: 410,
    body: html`<p>${words.used(name)}</p>
      <p class="address"><a href="${making.url}">${making.url}</a></p>
      <p><a class="button first" href="${making.url}/sign-in">${words.signIn}</a></p>`,
  })
}

function spentPage(c: Context<AppEnv>) {
  const lang = langOf(c)
  const words = wordsOf(lang)
  return signUpPage(c, {
    lang,
    title: words.spentTitle,
    status: 410,
    body: html`<p>${words.spent} <a href="/sign-up?lang=${lang}">${words.again}</a></p>`,
  })
}
