import { domainToUnicode } from 'node:url'
import { expect, test } from 'vitest'
import { spellOut } from './spell-out.ts'

test.each([
  'студио.example',
  'йога-софия.бг',
  'straße.example',
  '瑜伽.中国',
  'ヨガ.example',
  'ελλάδα.gr',
  '💪.example',
  'μ.example',
])('%s is spelled as it was typed', (name) => {
  const { hostname } = new URL(`http://${name}/`)

  expect(hostname).toContain('xn--')
  expect(spellOut(hostname)).toBe(domainToUnicode(hostname))
})

test.each(['book.studio.com', 'xn--.example', 'xn--!.example', 'xn--99999999.example'])(
  '%s stays as it is',
  (host) => {
    expect(spellOut(host)).toBe(host)
  },
)
