/**
 * The value of one cookie in a `Cookie` header; undefined when there is none, and when there are several, of which somebody
 * else may have set one.
 */
export function readOwnCookie(header: string, name: string): string | undefined {
  const start = `${name}=`
  const own = header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(start))
  return own.length === 1 ? own[0]?.slice(start.length) : undefined
}
