// `npm test`: every check there is. Works on a fresh clone.
import { handOver } from './hand-over.mjs'

handOver('test.ts')
