import { availableParallelism, cpus, loadavg } from 'node:os'
import { workerdVersion } from './workerd.ts'

/** What the figures were measured with, and how busy the machine was. */
export function describeMachine(): string {
  const [model = 'unknown'] = cpus().map((cpu) => cpu.model)
  const [load = 0] = loadavg()
  return [
    `${availableParallelism()} cores (${model})`,
    `Node ${process.versions.node}`,
    `workerd ${workerdVersion}`,
    `load ${load.toFixed(1)}`,
  ].join(', ')
}
