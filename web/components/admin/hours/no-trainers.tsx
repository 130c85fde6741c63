import { Link } from '../../link.tsx'
import { Empty } from '../empty.tsx'
import { PageHead } from '../page-head.tsx'

type NoTrainersProps = {
  words: { title: string; noTrainers: string; noTrainersText: string; toTrainers: string }
}

/** Hours are somebody's: who has nobody yet is shown where people are added. */
export function NoTrainers({ words }: NoTrainersProps) {
  return (
    <>
      <PageHead title={words.title} />
      <Empty title={words.noTrainers} text={words.noTrainersText}>
        <Link className="button" to="/admin/trainers">
          {words.toTrainers}
        </Link>
      </Empty>
    </>
  )
}
