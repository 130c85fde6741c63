import { expect } from 'vitest'
import { localDateAt } from '../../tenants/availability/local-time.ts'
import { parseStart } from '../../web/lib/start-parameter.ts'
import { timesPath } from '../../web/lib/portal-paths.ts'
import { test } from '../support/browser-test.ts'
import {
  clockOf,
  endOf,
  listFreeTimes,
  portals,
  weekdayOf,
  words,
  type DemoPortal,
} from '../support/demo-portals.ts'
import { waitForMail } from '../support/wait-for-mail.ts'
import { fillIn, spoken, submitOf, title, typeDetails } from '../support/walk-portal.ts'

const far = ['Pacific/Kiritimati', 'Pacific/Pago_Pago']
const farVisitors = portals.flatMap((portal) => far.map((zone) => [portal.name, zone, portal] as const))

test.for(farVisitors)(
  '%s tells somebody in %s both times, and on which day',
  async ([, zone, portal], { system, visit }) => {
    const opened = await visit(portal, { timeZone: zone })
    const { page, go } = opened
    const startsAt = await lastOfADay(system.url, portal)
    const day = localDateAt(portal.timeZone, startsAt)
    await go(timesPath(portal.service.slug, portal.trainer.slug, day))

    const line = fillIn(words.en.say[isAhead(portal, zone) ? 'zoneAhead' : 'zoneBehind'], {
      city: portal.timeZone.split('/')[1]?.replace('_', ' ') ?? '',
      difference: `${Math.abs(hoursBetween(portal.timeZone, zone, startsAt))} h`,
    })
    await page.getByText(line).waitFor()
    const times = page.getByRole('region', { name: weekdayOf(startsAt, portal.timeZone) }).getByRole('button')
    const shown = await times.evaluateAll((buttons) =>
      buttons.map((button) => [button.getAttribute('formaction') ?? '', button.textContent ?? '']),
    )
    expect(shown.length).toBeGreaterThan(0)
    for (const [action = '', text = ''] of shown) {
      const at = parseStart(action.split('/').at(-2)) ?? 0
      expect(text).toContain(clockOf(portal, at, portal.timeZone))
      expectTheirTime(text, { portal, zone, at })
    }

    await times.last().click()
    await title(page, words.en.details.title).waitFor()
    const summary = page.getByRole('complementary', { name: words.en.details.summary })
    expect(await spoken(summary)).toContain(clockOf(portal, endOf(portal, startsAt), portal.timeZone))
    expectTheirTime(await spoken(summary), { portal, zone, at: startsAt })

    const email = `far-${zone.toLowerCase().replace(/\W/g, '-')}-${portal.tenantId}@example.test`
    await typeDetails(opened, { firstName: 'Tekea', lastName: 'Ioane', email }, 'en')
    await submitOf(page).click()
    await title(page, words.en.booking.confirmedTitle).waitFor()
    const ticket = await spoken(page.getByRole('main'))
    expectTheirTime(ticket, { portal, zone, at: startsAt })
    const [mail] = await waitForMail(system.url, email, 1)
    expect(mail?.text).toMatch(new RegExp(`^Your time: ${weekdayOf(startsAt, zone)}`, 'm'))
  },
)

test.for(portals)('$name shows one time to whoever has the same clock', async (portal, { system, visit }) => {
  const startsAt = await lastOfADay(system.url, portal)
  for (const timeZone of [portal.timeZone, portal.sameClockZone]) {
    const { page, go } = await visit(portal, { timeZone })
    await go(timesPath(portal.service.slug, portal.trainer.slug, localDateAt(portal.timeZone, startsAt)))
    const city = portal.timeZone.split('/')[1]?.replace('_', ' ') ?? ''
    await page.getByText(fillIn(words.en.say.zoneSame, { city })).waitFor()
    const times = page.getByRole('region', { name: weekdayOf(startsAt, portal.timeZone) }).getByRole('button')
    expect(await spoken(times.last())).toBe(clockOf(portal, startsAt, portal.timeZone))
  }
})

type Theirs = { portal: DemoPortal; zone: string; at: number }

/** The visitor's clock, and the visitor's day wherever that is another than the studio's. */
function expectTheirTime(text: string, { portal, zone, at }: Theirs): void {
  const clock = clockOf(portal, at, zone)
  const dayOf = (timeZone: string) => weekdayOf(at, timeZone).slice(0, 3)
  const isSameDay = dayOf(zone) === dayOf(portal.timeZone)
  expect(text).toContain(
    `${isSameDay ? '' : `${dayOf(zone)} `}${fillIn(words.en.say.yourTime, { time: clock })}`,
  )
}

/** The last free time of a day: late enough to be the next day in the far east. */
async function lastOfADay(url: string, portal: DemoPortal): Promise<number> {
  const free = await listFreeTimes({ url, portal })
  const dayOf = (at: number) => localDateAt(portal.timeZone, at)
  const [first = 0] = free
  return free.filter((at) => dayOf(at) === dayOf(first)).at(-1) ?? 0
}

function hoursBetween(one: string, other: string, at: number): number {
  const wallClock = (timeZone: string) => Date.parse(`${new Date(at).toLocaleString('sv-SE', { timeZone })}Z`)
  return (wallClock(one) - wallClock(other)) / 3_600_000
}

const isAhead = (portal: DemoPortal, zone: string): boolean =>
  hoursBetween(portal.timeZone, zone, Date.now()) > 0
