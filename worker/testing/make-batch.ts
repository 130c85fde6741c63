/** A batch of the queue, and what became of each of its messages. */
export function makeBatch(bodies: readonly unknown[], { attempts = 1, queue = 'trainerhub-messages' } = {}) {
  const outcomes: string[] = bodies.map(() => 'none')
  const messages = bodies.map((body, index) => ({
    id: `message-${index}`,
    timestamp: new Date(),
    body,
    attempts,
    ack: () => {
      outcomes[index] = 'ack'
    },
    retry: ({ delaySeconds }: { delaySeconds?: number } = {}) => {
      outcomes[index] = `retry in ${delaySeconds} s`
    },
  }))
  // As much of a batch as the consumer uses.
  return { batch: { queue, messages } as unknown as MessageBatch, outcomes }
}
