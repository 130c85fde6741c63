import { data, type MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { ChoiceSwitch } from '../components/booking/choice-switch.tsx'
import { DayStrip } from '../components/booking/day-strip.tsx'
import { MonthGrid } from '../components/booking/month-grid.tsx'
import { StepTrail } from '../components/booking/step-trail.tsx'
import { SummaryCard } from '../components/booking/summary-card.tsx'
import { TimeList } from '../components/booking/time-list.tsx'
import { TrainerSwitch } from '../components/booking/trainer-switch.tsx'
import { inPortal } from '../lib/portal.server.ts'
import { useVisitorZone } from '../lib/use-visitor-zone.ts'
import { holderHeaders } from '../views/kept-time.server.ts'
import { timesView } from '../views/times-view.server.ts'

export const loader = inPortal(async (portal) => {
  const view = await timesView(portal)
  const names = { service: view.summary.service, studio: portal.text(portal.studio.studioName) }
  const page = {
    ...view,
    pageTitle: portal.say('say.pageTitle', { page: names.service, studio: names.studio }),
    description: portal.say('say.metaBook', names),
    summaryLabel: portal.words('details').summary,
  }
  return data(page, { headers: holderHeaders(portal) })
})

export const meta: MetaFunction<typeof loader> = ({ data: view }) =>
  view ? [{ title: view.pageTitle }, { name: 'description', content: view.description }] : []

export default function ChooseTime() {
  const { steps, summary, summaryLabel, trainers, options, zone, month, strip, day, contact, words } =
    useLoaderData<typeof loader>()
  useVisitorZone(zone.visitorZone)
  return (
    <main id="content" className="flow">
      <StepTrail {...steps} />
      <div className="flow-columns">
        <SummaryCard summary={summary} label={summaryLabel} />
        <div className="picker">
          <h1 className="flow-title">{words.title}</h1>
          <TrainerSwitch trainers={trainers} label={words.trainers} />
          {options.map((question) => (
            <ChoiceSwitch key={question.label} {...question} />
          ))}
          {month ? <MonthGrid month={month} words={words} /> : <DayStrip strip={strip} words={words} />}
          <p className="zone-line">{zone.text}</p>
          {month ? null : <TimeList day={day} words={words} contact={contact} isKeeping />}
        </div>
      </div>
    </main>
  )
}
