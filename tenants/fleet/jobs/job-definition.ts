import type { Registry } from '../../../db/registry/open-registry.ts'
import type { JobKind, JobRow } from '../../../db/registry/schema/index.ts'
import type { FleetContext } from '../fleet-context.ts'

/** One statement of a batch of the registry's. */
export type RegistryStatement = Parameters<Registry['write']>[0][number]

/** What a step did: what it changes in the registry, written together with its mark, and what later steps need to know. */
export type StepOutcome = {
  statements?: RegistryStatement[]
  /** Joins `job.result`. No secrets. */
  result?: Record<string, unknown>
  /** It is not done yet: asked again then (ms). */
  againAt?: number
}

export type JobStep<Fleet = FleetContext> = {
  /** A word for pages and programs, such as `create-database`. */
  name: string
  /**
   * Does it. It may have been done before, in part or as a whole, by a run that died: it finds what is there. A step that
   * throws is tried again with back-off, unless it throws `AppError`: then the job has failed.
   */
  run: (fleet: Fleet, job: JobRow) => Promise<StepOutcome>
  /** Takes it back; may be asked again, and when `run` never was. Left out: there is nothing to take back. */
  undo?: (fleet: Fleet, job: JobRow) => Promise<StepOutcome>
}

/** What the engine itself needs, whatever the steps do. */
export type JobContext = Pick<FleetContext, 'registry' | 'now' | 'startWork'>

/** One kind of long work: its steps, in order. */
export type JobDefinition<Fleet = FleetContext> = {
  kind: JobKind
  steps: readonly JobStep<Fleet>[]
  /** How long one step may take (ms): whoever is silent for longer is taken to be dead. Two minutes unless it says more. */
  stepTakesMs?: number
  /** Once begun it goes to its end: it cannot be abandoned. */
  isFinal?: boolean
}
