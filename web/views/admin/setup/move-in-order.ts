/** The same with one of them a place up or down; at the end it stays, and so does the order without it. */
// oxlint-disable-next-line max-params
export function moveInOrder<Id>(ids: readonly Id[], id: Id, way: string): Id[] {
  const from = ids.indexOf(id)
  const to = way === 'up' ? from - 1 : from + 1
  if (from === -1 || to < 0 || to >= ids.length) return [...ids]
  return ids.toSpliced(from, 1).toSpliced(to, 0, id)
}
