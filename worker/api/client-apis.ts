import { clientExportApi } from './client-export.ts'
import { clientGroupsApi } from './client-groups.ts'
import { clientNotesApi } from './client-notes.ts'
import { clientTimelineApi } from './client-timeline.ts'
import { clientsApi } from './clients.ts'
import { customFieldsApi } from './custom-fields.ts'
import { segmentsApi } from './segments.ts'
import { tagsApi } from './tags.ts'

/** Everything about clients, in the order in which it is asked. */
export const clientApis = [
  // Before clients: there it would be an id.
  clientExportApi,
  clientsApi,
  clientGroupsApi,
  tagsApi,
  segmentsApi,
  customFieldsApi,
  clientNotesApi,
  clientTimelineApi,
]
