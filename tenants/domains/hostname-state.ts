/** Two machines run side by side: the name's, and its certificate's (Cloudflare for SaaS). It works when both have arrived. */
const LIVE = new Set(['active', 'active_redeploying'])
const CERTIFIED = new Set(['active', 'backup_issued'])
/** The name stopped, and goes on when it is asked to; so does a certificate that waited too long. */
const STOPPED = new Set(['moved', 'deleted', 'test_failed'])
const REFUSED = new Set(['blocked', 'pending_blocked', 'test_blocked'])
const TIMED_OUT = /_timed_out$|^expired$/

/** `stopped`: it goes on only when it is asked to. `refused`: it will not. */
export type HostnameState = 'active' | 'waiting' | 'stopped' | 'refused'

/** How far a name is at the maker of certificates, by both states as the vendor writes them. */
export function hostnameState({ status, sslStatus }: { status: string; sslStatus: string }): HostnameState {
  if (REFUSED.has(status)) return 'refused'
  if (STOPPED.has(status) || TIMED_OUT.test(sslStatus)) return 'stopped'
  return LIVE.has(status) && CERTIFIED.has(sslStatus) ? 'active' : 'waiting'
}
