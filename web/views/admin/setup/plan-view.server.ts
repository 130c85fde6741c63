import { getPlanUsage } from '../../../../tenants/plans/get-plan-usage.ts'
import { getStudioPlans } from '../../../../tenants/plans/get-studio-plans.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import { titleOf } from '../page-title.server.ts'

/** From here on it is said that there is little left: the owners are told by mail, too. */
const NEAR = 0.8

/** How much the studio's plan holds, and how much of it is used. */
export async function planPage(desk: Desk) {
  const { ctx, format, mayAny, say, words } = desk
  const [{ used, heldBack }, { own }] = await Promise.all([getPlanUsage(ctx), getStudioPlans(ctx)])
  const labels = words('plan')
  const number = new Intl.NumberFormat(format.tag)
  return {
    pageTitle: titleOf(desk, labels.title),
    name: own?.name ?? null,
    trial: own?.trialEndsAt ? trialOf(desk, own.trialEndsAt) : '',
    rows: (used ?? []).map(({ key, count, most }) => ({
      key,
      label: labels.things[key],
      text:
        most === null
          ? number.format(count)
          : say('say.planShare', { count: number.format(count), most: number.format(most) }),
      percent: most === null ? null : most === 0 ? 100 : Math.min(100, (count / most) * 100),
      note: most === null ? labels.notLimited : noteOf(labels, count, most),
    })),
    isCounted: used !== null,
    heldBack: heldBack.map((feature) => labels.features[feature]),
    mayChange: mayAny('settings:change'),
    words: { ...labels, tabs: words('setupSettings').tabs },
  }
}

/** Until when the plan is tried; nothing once that is over. */
function trialOf({ ctx, day, say }: Desk, endsAt: number): string {
  return endsAt > ctx.now() ? say('say.planTrial', { day: day(endsAt) }) : ''
}

function noteOf(labels: { full: string; near: string }, count: number, most: number): string {
  if (count >= most) return labels.full
  return count >= most * NEAR ? labels.near : ''
}
