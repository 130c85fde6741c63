import type { Command } from './command.ts'
import { backupCommands } from './commands/backups.ts'
import { healthCommands } from './commands/health.ts'
import { hostnameCommands } from './commands/hostnames.ts'
import { lifecycleCommands } from './commands/lifecycle.ts'
import { planCommands } from './commands/plans.ts'
import { provisioningCommands } from './commands/provisioning.ts'
import { auditCommands } from './commands/audit.ts'
import { supportCommands } from './commands/support.ts'
import { secretCommands } from './commands/secrets.ts'
import { studioCommands } from './commands/studios.ts'
import { migrationCommands } from './commands/migrations.ts'

/** Everything `npm run tenants -- …` can do, in the order of its help. Whoever adds commands adds their list here. */
export const commands: readonly Command[] = [
  ...studioCommands,
  ...hostnameCommands,
  ...provisioningCommands,
  ...lifecycleCommands,
  ...healthCommands,
  ...secretCommands,
  ...backupCommands,
  ...migrationCommands,
  ...planCommands,
  ...supportCommands,
  ...auditCommands,
]
