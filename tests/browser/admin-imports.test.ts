import { expect } from 'vitest'
import { test, type Visit } from '../support/browser-test.ts'
import { demoLogin, signInAt } from '../support/demo-logins.ts'
import { lotusPortal, words } from '../support/demo-portals.ts'
import { inEveryLight } from '../support/find-axe-faults.ts'
import { title } from '../support/walk-portal.ts'

const { imports } = words.en

const press = ({ page, hands }: Visit, role: 'button' | 'link', name: string | RegExp) =>
  hands.press(page.getByRole('main').getByRole(role, { name }))

test.for([true, false])(
  'a file is sent, its columns looked at, imported and undone (JavaScript: %s)',
  async (withJavaScript, { system, visit }) => {
    const options = { withJavaScript, context: { reducedMotion: 'reduce' } } as const
    const owner = await visit(lotusPortal, options)
    const { page } = owner
    await signInAt(owner, demoLogin(system, lotusPortal, 'owner'), '/admin/imports')
    await title(page, imports.title).waitFor()
    const file = `clients-${withJavaScript}.csv`
    const content = `Name,Email,Phone\nImported Ivy,ivy-${withJavaScript}@x.test,\nBroken Bea,nobody,\n`
    await page
      .locator('#file')
      .setInputFiles({ name: file, mimeType: 'text/csv', buffer: Buffer.from(content) })
    await press(owner, 'button', imports.upload.button)

    // Without scripts the page looks again by itself.
    await page.getByRole('heading', { name: imports.map.title }).waitFor()
    expect(await page.getByRole('combobox', { name: /“Email”/ }).inputValue()).toBe('email')
    if (withJavaScript) expect(await inEveryLight(page)).toEqual([])
    await press(owner, 'button', imports.map.button)

    await page.getByText(imports.why.not_an_email).waitFor()
    if (withJavaScript) expect(await inEveryLight(page)).toEqual([])
    await press(owner, 'button', /^Import 1 client/)
    await press(owner, 'link', imports.done.undo)
    await press(owner, 'button', imports.undo.button)
    await page.getByText(imports.preview.undone, { exact: true }).first().waitFor()
  },
)
