// `npm start`: the whole product on this machine. Works on a fresh clone.
import { handOver } from './hand-over.mjs'

handOver('start.ts')
