import type { Context } from 'hono'
import { html } from 'hono/html'
import type { AppEnv } from '../app-env.ts'
import { neutralPage, type Markup } from './neutral-page.ts'

const en = {
  other: { lang: 'bg', label: 'Български' },
  what: 'Booking for studios and personal trainers, on the studio’s own domain and in its own look. Clients pick a trainer and a time, book in a minute, and are reminded before they come.',
  open: 'Open a studio of your own',
  looking: 'Looking for your studio? Use the address it gave you.',
  status: 'Does everything work?',
  data: 'The data of a studio that is closed',
}

const bg: typeof en = {
  other: { lang: 'en', label: 'English' },
  what: 'Онлайн записване за студиа и персонални треньори: на собствен домейн и със собствен облик. Клиентите избират треньор и час, записват се за минута и получават напомняне, преди да дойдат.',
  open: 'Създайте свое студио',
  looking: 'Търсите своето студио? Използвайте адреса, който Ви е дало.',
  status: 'Работи ли всичко?',
  data: 'Данните на затворено студио',
}

/** The platform's own first page, in the language of the address or the browser. `hint` is for whoever develops. */
export function landingPage(c: Context<AppEnv>, hint: Markup | '' = '') {
  const wish = c.req.query('lang') ?? c.req.header('accept-language') ?? ''
  const lang = /^bg\b/i.test(wish) ? 'bg' : 'en'
  const words = lang === 'bg' ? bg : en
  const { other } = words
  return neutralPage(c, {
    title: 'TrainerHub',
    lang,
    style: STYLE,
    body: html`<p class="other">
        <a href="/?lang=${other.lang}" hreflang="${other.lang}" lang="${other.lang}">${other.label}</a>
      </p>
      <h1>TrainerHub</h1>
      <p>${words.what}</p>
      <p><a class="button" href="/sign-up?lang=${lang}">${words.open}</a></p>
      <p>${words.looking}</p>
      <ul>
        <li><a href="/status?lang=${lang}">${words.status}</a></li>
        <li><a href="/your-data?lang=${lang}">${words.data}</a></li>
      </ul>
      ${hint}`,
  })
}

const STYLE = `
  .other { margin: -2rem 0 0; text-align: end }
  .other a, li a { display: inline-flex; align-items: center; min-height: 44px } ul { padding: 0; list-style: none }
  a.button { display: inline-flex; align-items: center; min-height: 44px; padding: .25rem 1.1rem; border-radius: 4px; background: light-dark(#16191c, #eceff1); color: light-dark(#fff, #14171a); font-weight: 600; text-decoration: none }
`
