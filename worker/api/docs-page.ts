import type { Context } from 'hono'
import { html } from 'hono/html'
import { errorStatus, type ErrorCode } from '../../tenants/errors.ts'
import type { AppEnv } from '../app-env.ts'
import { neutralPage } from '../pages/neutral-page.ts'
import type { ApiDescription } from './describe-api.ts'
import { listFields, typeOf, type Field, type SchemaNode } from './list-fields.ts'
import { problemTitles } from './problem.ts'

type Content = { description?: string; content?: Record<string, { schema?: SchemaNode }> }

/** As much of an OpenAPI operation as ours have. */
type Operation = {
  summary?: string
  description?: string
  parameters?: { name: string; in: string; required?: boolean; schema: SchemaNode }[]
  requestBody?: Content
  responses: Record<string, Content>
}

type Listed = { method: string; path: string; operation: Operation }
type Schemas = Record<string, SchemaNode>

/** An API's description for people: one page without scripts, from the same document that programs read. */
export function makeDocsPage(describe: () => ApiDescription) {
  return (c: Context<AppEnv>) => {
    const { info, components, paths, webhooks = {} } = describe()
    // Made by the generator from our own schemas, which use these parts of OpenAPI and JSON Schema only.
    const schemas = (components?.schemas ?? {}) as Schemas
    const operations = listOperations(paths)
    return neutralPage(c, {
      title: info.title,
      style: STYLE,
      body: html`<h1>${info.title}</h1>
        ${paragraphs(info.description)}
        <p>For programs: <a href="/api/v1/openapi.json">openapi.json</a></p>
        <nav aria-label="Contents">
          <ul>
            ${operations.map((one) => html`<li><a href="#${idOf(one)}">${one.operation.summary}</a></li>`)}
            ${Object.keys(webhooks).length === 0 ? '' : html`<li><a href="#webhooks">Webhooks</a></li>`}
            <li><a href="#problems">Problems</a></li>
          </ul>
        </nav>
        ${operations.map((one) => section(one, schemas))} ${webhookSection(webhooks)}
        <section aria-labelledby="problems">
          <h2 id="problems">Problems</h2>
          ${fieldTable('Every problem', listFields({ $ref: 'Problem' }, schemas))}
          <dl>${Object.keys(problemTitles).map((code) => problem(code as ErrorCode))}</dl>
        </section>`,
    })
  }
}

function webhookSection(webhooks: Record<string, unknown>) {
  const told = Object.entries(webhooks)
  if (told.length === 0) return ''
  return html`<section aria-labelledby="webhooks">
    <h2 id="webhooks">Webhooks</h2>
    <dl>${told.map(toldOf)}</dl>
  </section>`
}

/** What is sent to endpoints, and when. */
function toldOf([type, item]: [string, unknown]) {
  // Made from our own routes, each of which has a summary.
  const { post } = item as { post?: Operation }
  return html`<dt><code>${type}</code></dt>
    <dd>${post?.summary ?? ''}</dd>`
}

function listOperations(paths: ApiDescription['paths'] = {}): Listed[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    (['get', 'post', 'put', 'patch', 'delete'] as const).flatMap((method) => {
      const operation = item[method] as Operation | undefined
      return operation ? [{ method: method.toUpperCase(), path, operation }] : []
    }),
  )
}

function idOf({ method, path }: Listed): string {
  return method.toLowerCase() + path.replaceAll(/[^a-z_]+/g, '-')
}

function section(listed: Listed, schemas: Schemas) {
  const { method, path, operation } = listed
  const body = operation.requestBody && schemaOf(operation.requestBody)
  return html`<section aria-labelledby="${idOf(listed)}">
    <h2 id="${idOf(listed)}">${operation.summary}</h2>
    <p><code>${method} /api/v1${path}</code></p>
    ${paragraphs(operation.description)} ${fieldTable('Parameters', parametersOf(operation, schemas))}
    ${body ? fieldTable('Body', listFields(body, schemas)) : ''}
    ${Object.entries(operation.responses).map(([status, response]) => answer(status, response, schemas))}
  </section>`
}

function parametersOf({ parameters = [] }: Operation, schemas: Schemas): Field[] {
  return parameters.map(({ name, in: place, required = false, schema }) => ({
    name,
    type: `${typeOf(schema, schemas)}, in the ${place}`,
    isRequired: required,
    description: schema.description ?? '',
  }))
}

function answer(status: string, response: Content, schemas: Schemas) {
  const schema = schemaOf(response)
  const isProblem = !status.startsWith('2')
  return html`<p><code>${status}</code> ${words(response.description)}</p>
    ${schema && !isProblem ? fieldTable('Answer', listFields(schema, schemas)) : ''}`
}

function schemaOf({ content = {} }: Content): SchemaNode | undefined {
  return Object.values(content)[0]?.schema
}

function fieldTable(caption: string, fields: Field[]) {
  if (fields.length === 0) return ''
  return html`<table>
    <caption>
      ${caption}
    </caption>
    ${fields.map(
      ({ name, type, isRequired, description }) =>
        html`<tr>
          <th scope="row">
            <code>${name}</code>${isRequired ? '' : html` <span class="quiet">optional</span>`}
          </th>
          <td>${type}</td>
          <td>${words(description)}</td>
        </tr>`,
    )}
  </table>`
}

function problem(code: ErrorCode) {
  return html`<dt id="${code}"><code>${errorStatus[code]} ${code}</code></dt>
    <dd>${problemTitles[code]}.</dd>`
}

function paragraphs(text = '') {
  return text.split('\n\n').map((one) => (one === '' ? '' : html`<p>${words(one)}</p>`))
}

/** Descriptions mark code as Markdown does. */
function words(text = '') {
  return text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))
}

const STYLE = `
  main { max-width: 56rem }
  section { border-block-start: 1px solid var(--line); margin-block-start: 2.5rem; padding-block-start: .5rem }
  table { border-collapse: collapse; width: 100%; margin-block: 1rem }
  caption { text-align: start; font-weight: 600; padding-block-end: .25rem }
  th, td { text-align: start; vertical-align: top; font-weight: 400; padding: .35rem .75rem .35rem 0; border-block-end: 1px solid var(--line) }
  th { width: 34% } td:nth-child(2) { width: 22% }
  code { overflow-wrap: anywhere }
  dt { margin-block-start: .75rem } dd { margin: 0 }
`
