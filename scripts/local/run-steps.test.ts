import { expect, test } from 'vitest'
import { runSteps } from './run-steps.ts'

async function run(
  atOnce: number,
  ...results: { isOk: boolean; output: string; passed?: number; failed?: number }[]
) {
  const said: string[] = []
  const steps = results.map((result, index) => ({ name: `step ${index}`, run: async () => result }))
  return { total: await runSteps(steps, { atOnce, say: (text) => said.push(text) }), said }
}

test('says one line for each step that passes, and nothing it printed', async () => {
  const { total, said } = await run(
    1,
    { isOk: true, output: 'chatter', passed: 3 },
    { isOk: true, output: '' },
  )

  expect(total).toEqual({ passed: 3, failed: 0 })
  expect(said).toEqual([
    expect.stringMatching(/^ok {5}step 0 .* s {2}3 passed$/),
    expect.stringMatching(/^ok {5}step 1 .* s$/),
  ])
})

test('shows what a failed step printed, and goes on', async () => {
  const { total, said } = await run(
    1,
    { isOk: false, output: 'wrong', passed: 2, failed: 4 },
    { isOk: false, output: 'no tests here' },
    { isOk: true, output: '', passed: 1 },
  )

  expect(total).toEqual({ passed: 3, failed: 5 })
  expect(said[0]).toContain('wrong')
  expect(said[1]).toMatch(/^FAILED step 0/)
  expect(said.at(-1)).toMatch(/^ok {5}step 2/)
})

test('runs every step once, several at a time', async () => {
  const { said } = await run(3, ...Array.from({ length: 7 }, () => ({ isOk: true, output: '' })))

  expect(said).toHaveLength(7)
})
