import { clientConsentsApi } from './client-consents.ts'
import { clientExportApi } from './client-export.ts'
import { clientFamilyApi } from './client-family.ts'
import { clientFilesApi } from './client-files.ts'
import { clientGroupsApi } from './client-groups.ts'
import { clientMergeApi } from './client-merge.ts'
import { clientNotesApi } from './client-notes.ts'
import { clientTimelineApi } from './client-timeline.ts'
import { clientsApi } from './clients.ts'
import { customFieldsApi } from './custom-fields.ts'
import { segmentsApi } from './segments.ts'
import { tagsApi } from './tags.ts'

/** Everything about clients, in the order in which it is asked. */
export const clientApis = [
  // Before clients: there they would be an id.
  clientExportApi,
  clientMergeApi,
  clientsApi,
  clientGroupsApi,
  tagsApi,
  segmentsApi,
  customFieldsApi,
  clientFamilyApi,
  clientNotesApi,
  clientTimelineApi,
  clientFilesApi,
  clientConsentsApi,
]
