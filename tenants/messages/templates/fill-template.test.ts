import { expect, test } from 'vitest'
import { fillTemplate } from './fill-template.ts'
import { parseTemplate, TemplateError } from './parse-template.ts'
import type { TemplateValues } from './placeholders.ts'

test.each<[string, TemplateValues, string]>([
  ['{{service}}, {{when}}', { service: 'Yoga', when: 'Tuesday' }, 'Yoga, Tuesday'],
  ['{{ service }}', { service: 'Yoga' }, 'Yoga'],
  ['{{#is_class}}a class{{/is_class}}{{^is_class}}an hour{{/is_class}}', { is_class: true }, 'a class'],
  ['{{#is_class}}a class{{/is_class}}{{^is_class}}an hour{{/is_class}}', {}, 'an hour'],
  ['Kept{{#until}} until {{until}}{{/until}}.', { until: 'noon' }, 'Kept until noon.'],
  ['Kept{{#until}} until {{until}}{{/until}}.', { until: '' }, 'Kept.'],
  ['{{#by_studio}}{{#is_late}}both{{/is_late}}{{/by_studio}}', { by_studio: true, is_late: true }, 'both'],
  // Nothing is escaped, and what is put in is not read again.
  ['{{service}}', { service: '<b>{{when}}</b>', when: 'now' }, '<b>{{when}}</b>'],
  ['{{toString}}{{constructor}}{{__proto__}}', {}, ''],
])('fills %j with %j', (text, values, filled) => {
  expect(fillTemplate(text, values)).toBe(filled)
})

test.each([
  ['{{first_name}}, you’re booked.', 'You’re booked.'],
  ['{{first_name}}, часът Ви е запазен.', 'Часът Ви е запазен.'],
  ['Hello {{first_name}}!', 'Hello!'],
  ['{{first_name}}, {{#is_soon}}we start{{/is_soon}}{{^is_soon}}see you{{/is_soon}}.', 'See you.'],
  ['{{first_name}}', ''],
])('leaves no gap where a name is not known: %j', (text, filled) => {
  expect(fillTemplate(text, { first_name: '' })).toBe(filled)
})

test.each([
  ['{{#is_class}}never closed', 'is_class'],
  ['{{/is_class}}', 'is_class'],
  ['{{#a}}{{#b}}{{/a}}{{/b}}', 'b'],
  ['{{service', '{{service'],
  ['{{{service}}}', '{{{service}}}'],
  ['{{&service}}', '{{&service}}'],
  ['{{> partial}}', '{{> partial}}'],
  ['{{=<% %>=}}', '{{=<% %>=}}'],
  ['{{! a remark }}', '{{! a remark }}'],
])('does not understand %j and says so', (text, sign) => {
  const failure = failureOf(() => parseTemplate(text))
  expect(failure).toBeInstanceOf(TemplateError)
  expect(failure).toMatchObject({ sign })
})

function failureOf(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    return error
  }
}
