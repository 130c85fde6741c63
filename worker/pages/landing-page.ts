import type { Context } from 'hono'
import { html } from 'hono/html'
import type { AppEnv } from '../app-env.ts'
import { neutralPage, type Markup } from './neutral-page.ts'

/** The platform's own first page. `hint` is for whoever develops. */
export function landingPage(c: Context<AppEnv>, hint: Markup | '' = '') {
  return neutralPage(c, {
    title: 'TrainerHub',
    body: html`<h1>TrainerHub</h1>
      <p>
        Booking for studios and personal trainers, on the studio’s own domain and in its own look. Clients
        pick a trainer and a time, book in a minute, and are reminded before they come.
      </p>
      <p><a href="/sign-up">Open a studio of your own</a></p>
      <p>Looking for your studio? Use the address it gave you.</p>
      ${hint}`,
  })
}
