import type { Context } from 'hono'
import { html } from 'hono/html'
import type { AppError } from '../../tenants/errors.ts'
import { kindsOfStudio, studioKinds } from '../../tenants/fleet/create/studio-kinds.ts'
import type { PublicPlan } from '../../tenants/fleet/list-public-plans.ts'
import { TERMS_OF } from '../../tenants/sign-up/request-sign-up.ts'
import type { AppEnv } from '../app-env.ts'
import type { Typed } from '../console/console-form.ts'
import { choice } from '../console/console-parts.ts'
import { faultOf, signUpPage, wordsOf, type Lang } from './sign-up-page.ts'
import type { SignUpWords } from './words-en.ts'

type Form = { lang: Lang; typed: Typed; plans: readonly PublicPlan[]; failure?: AppError }

/** Where somebody says which studio they want. */
export function formPage(c: Context<AppEnv>, { lang, typed, plans, failure }: Form) {
  const words = wordsOf(lang)
  const text = (about: Omit<Input, 'value' | 'fault'>) =>
    input({ ...about, value: typed(about.name), fault: faultOf(failure, about.name, words) })
  const { platformDomain } = c.var.platform.fleet
  return signUpPage(c, {
    lang,
    title: words.title,
    failure,
    other: `/sign-up?lang=${words.other.lang}`,
    body: html`<p>${words.intro}</p>
      <form class="stack" method="post" action="/sign-up" novalidate>
        <input type="hidden" name="lang" value="${lang}" />
        ${text({ name: 'name', label: words.name, autocomplete: 'organization' })}
        ${text({ name: 'slug', label: words.slug, hint: words.slugHint(platformDomain), isOptional: true })}
        ${choice({
          name: 'kind',
          label: words.kind,
          options: studioKinds.map((kind) => [kind, kindsOfStudio[kind].name[lang]] as const),
          value: typed('kind'),
        })}
        ${text({ name: 'owner.name', label: words.ownerName, autocomplete: 'name' })}
        ${text({
          name: 'owner.email',
          label: words.email,
          hint: words.emailHint,
          type: 'email',
          autocomplete: 'email',
        })}
        ${input({
          name: 'timeZone',
          label: words.timeZone,
          value: typed('timeZone') || zoneOf(c),
          fault: faultOf(failure, 'timeZone', words),
          list: 'zones',
        })}
        <datalist id="zones">
          ${Intl.supportedValuesOf('timeZone').map((zone) => html`<option value="${zone}"></option>`)}
        </datalist>
        ${plans.length === 0 ? '' : planChoice(plans, { words, value: typed('plan') })}
        ${consent(words, { isGiven: typed('agreesTo') !== '', fault: faultOf(failure, 'agreesTo', words), lang })}
        <button>${words.submit}</button>
      </form>`,
  })
}

/** Each plan with what it is for; the first one unless another was named. */
function planChoice(plans: readonly PublicPlan[], { words, value }: { words: SignUpWords; value: string }) {
  const chosen = plans.find(({ code }) => code === value) ?? plans[0]
  return html`<fieldset>
    <legend>${words.plan}</legend>
    ${plans.map(
      ({ code, name, description, trialDays }) =>
        html`<label class="plan">
          <input type="radio" name="plan" value="${code}" ${code === chosen?.code ? html`checked` : ''} />
          <span>
            ${name}${trialDays > 0 ? html` <span class="quiet">${words.trial(trialDays)}</span>` : ''}
            ${description === '' ? '' : html`<span class="quiet about">${description}</span>`}
          </span>
        </label>`,
    )}
  </fieldset>`
}

type Consent = { isGiven: boolean; fault: string | undefined; lang: Lang }

function consent(words: SignUpWords, { isGiven, fault, lang }: Consent) {
  return html`<div class="field">
    <span class="check">
      <input
        id="agreesTo"
        name="agreesTo"
        type="checkbox"
        value="${TERMS_OF}"
        aria-describedby="${fault ? 'agreesTo-error' : ''}"
        ${isGiven ? html`checked` : ''}
        required
      />
      <label for="agreesTo"
        >${words.agree} <a href="/sign-up/terms?lang=${lang}" target="_blank">${words.terms}</a></label
      >
    </span>
    ${fault ? html`<span class="wrong" id="agreesTo-error">${fault}</span>` : ''}
  </div>`
}

type Input = {
  name: string
  label: string
  value: string
  fault: string | undefined
  hint?: string
  type?: 'email' | 'text'
  autocomplete?: string
  isOptional?: boolean
  /** The id of what can be chosen from while typing. */
  list?: string
}

/** An input with its label, its hint, and beside it what is wrong with it. */
export function input({
  name,
  label,
  value,
  fault,
  hint,
  type = 'text',
  autocomplete = 'off',
  isOptional,
  list,
}: Input) {
  const described = [hint && `${name}-hint`, fault && `${name}-error`].filter(Boolean).join(' ')
  return html`<p class="field">
    <label for="${name}">${label}</label>
    ${hint ? html`<span class="quiet" id="${name}-hint">${hint}</span>` : ''}
    <input
      id="${name}"
      name="${name}"
      type="${type}"
      value="${value}"
      autocomplete="${autocomplete}"
      aria-describedby="${described}"
      ${list ? html`list="${list}"` : ''}
      ${fault ? html`aria-invalid="true"` : ''}
      ${isOptional ? '' : html`required`}
    />
    ${fault ? html`<span class="wrong" id="${name}-error">${fault}</span>` : ''}
  </p>`
}

/** Where the visitor seems to be. */
function zoneOf({ req }: Context<AppEnv>): string {
  const zone = req.raw.cf?.['timezone']
  return typeof zone === 'string' ? zone : 'Europe/Sofia'
}
