/** As much of JSON Schema as our own schemas make. */
export type SchemaNode = {
  $ref?: string
  allOf?: SchemaNode[]
  type?: string | string[]
  format?: string
  enum?: unknown[]
  description?: string
  properties?: Record<string, SchemaNode>
  required?: string[]
  items?: SchemaNode
}

export type Field = { name: string; type: string; isRequired: boolean; description: string }

/** Every field of an object and of what is in it, one after the other: `client.email`, `locations[].name`. */
export function listFields(schema: SchemaNode, known: Record<string, SchemaNode>, prefix = ''): Field[] {
  const node = follow(schema, known)
  if (node.allOf) return node.allOf.flatMap((part) => listFields(part, known, prefix))
  return Object.entries(node.properties ?? {}).flatMap(([key, value]) => {
    const child = follow(value, known)
    const name = prefix + key
    const inner = child.items
      ? listFields(child.items, known, `${name}[].`)
      : listFields(child, known, `${name}.`)
    const isRequired = node.required?.includes(key) ?? false
    return [{ name, type: typeOf(child, known), isRequired, description: child.description ?? '' }, ...inner]
  })
}

/** The type in a few words: `string (date-time) or null`, `list of string`. */
export function typeOf(schema: SchemaNode, known: Record<string, SchemaNode>): string {
  const { type, format, enum: values, items } = follow(schema, known)
  if (items) return `list of ${typeOf(items, known)}`
  const names = [type ?? 'object'].flat()
  const choice = values
    ?.filter((value) => value !== null)
    .map(String)
    .join(', ')
  return names.join(' or ') + (choice ? `: ${choice}` : format ? ` (${format})` : '')
}

function follow(schema: SchemaNode, known: Record<string, SchemaNode>): SchemaNode {
  return schema.$ref ? (known[schema.$ref.split('/').at(-1) ?? ''] ?? {}) : schema
}
