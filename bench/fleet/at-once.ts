/** Does something to each, so many side by side. Gives how long each took (ms). */
export async function atOnce<T>(
  count: number,
  all: readonly T[],
  work: (one: T) => Promise<void>,
): Promise<number[]> {
  const queue = all.values()
  const times: number[] = []
  const workers = Array.from({ length: count }, async () => {
    for (const one of queue) {
      const begunAt = performance.now()
      await work(one)
      times.push(performance.now() - begunAt)
    }
  })
  await Promise.all(workers)
  return times
}
