import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { PageHead } from '../components/admin/page-head.tsx'
import { ProgressBar } from '../components/admin/progress-bar.tsx'
import { SettingsTabs } from '../components/admin/setup/settings-tabs.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { planPage } from '../views/admin/setup/plan-view.server.ts'

export const loader = atDesk(planPage)

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function Plan() {
  const { name, trial, rows, isCounted, heldBack, mayChange, words } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHead title={words.title} intro={words.intro} />
      <SettingsTabs words={words} mayChange={mayChange} />
      {name === null ? null : (
        <p className="plan-name">
          <strong>{name}</strong> {trial}
        </p>
      )}
      {isCounted ? (
        <ul className="plan-list">
          {rows.map(({ key, label, text, percent, note }) => (
            <li key={key}>
              {percent === null ? (
                <div className="bar-head">
                  <span className="bar-label">{label}</span>
                  <span className="bar-text">{text}</span>
                </div>
              ) : (
                <ProgressBar label={label} text={text} percent={percent} />
              )}
              {note ? <p className="desk-intro">{note}</p> : null}
            </li>
          ))}
        </ul>
      ) : (
        <p>{words.notCounted}</p>
      )}
      <p className="desk-intro">{words.monthHint}</p>
      {heldBack.length > 0 ? (
        <section className="desk-section" aria-labelledby="held-back">
          <h2 className="desk-section-head" id="held-back">
            {words.heldBackTitle}
          </h2>
          <ul className="plan-held">
            {heldBack.map((feature) => (
              <li key={feature}>{feature}</li>
            ))}
          </ul>
        </section>
      ) : null}
      <p className="plan-more">{words.more}</p>
    </>
  )
}
