import { expect } from 'vitest'
import type { Locator, Page } from 'playwright-core'

/** How somebody works with a page. */
export type Hands = {
  /** Follows a link, presses a button. */
  press: (target: Locator) => Promise<void>
  write: (field: Locator, text: string) => Promise<void>
}

export const mouse: Hands = {
  press: (target) => target.click(),
  write: (field, text) => field.fill(text),
}

export const touch: Hands = {
  press: (target) => target.tap(),
  write: async (field, text) => {
    await field.tap()
    await field.fill(text)
  },
}

/** Never the mouse: Tab to it, see where one is, Enter. */
export const keyboard: Hands = {
  press: async (target) => {
    await tabTo(target)
    await target.page().keyboard.press('Enter')
  },
  write: async (field, text) => {
    await tabTo(field)
    await field.page().keyboard.type(text)
  },
}

const MOST_TABS = 120

async function tabTo(target: Locator): Promise<void> {
  await target.waitFor()
  const page = target.page()
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      expect(await hasFocusRing(page)).toBe(true)
      return
    }
    await page.keyboard.press('Tab')
  }
  throw new Error(`${String(target)} cannot be reached by keyboard`)
}

/** The ring is drawn around what has the focus, or around the card that it fills. */
function hasFocusRing(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const isRinged = (element: Element) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(element)
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
    }
    const focused = document.activeElement
    return [focused, focused?.closest('li')].some((element) => element && isRinged(element))
  })
}
