/** Of every page of the console. */
export const STYLE = `
  :root { --wrong: light-dark(#b3261e, #ffb4ab); --edge: light-dark(#7a828a, #8b949e); --raised: light-dark(#f6f7f8, #1b1f23) }
  time { white-space: nowrap }
  header { display: flex; gap: .5rem 1rem; align-items: center; justify-content: space-between; margin-bottom: 2.5rem; padding-bottom: .75rem; border-bottom: 1px solid var(--line); font: .875rem/1.5 ui-monospace, monospace }
  header > a { flex: none } header a { display: inline-flex; align-items: center; gap: .5em; min-height: 44px; color: inherit; text-decoration: none }
  header a span, header form a { color: var(--quiet) } header form { display: flex; gap: .75rem; align-items: center; min-width: 0 } header form button { flex: none }
  header form a { display: block; overflow: hidden; line-height: 44px; text-overflow: ellipsis; white-space: nowrap; text-decoration: underline; text-underline-offset: .2em }
  @media (max-width: 40rem) { header > a span { display: none } }
  nav.places { display: flex; flex-wrap: wrap; gap: 0 1.1rem; font-size: .9375rem; margin: -2rem 0 2rem }
  nav.places a { display: inline-flex; align-items: center; min-height: 44px; border-bottom: 2px solid transparent; color: var(--quiet); text-decoration: none }
  nav.places a[aria-current] { border-color: currentColor; color: inherit }
  main { max-width: 40rem; padding-top: 1rem; overflow-wrap: anywhere }
  h2 { margin-top: 2.5rem; font-size: 1.1rem }
  form.stack, .field { display: grid; grid-template-columns: minmax(0, 1fr); gap: .4rem; justify-items: start }
  form.stack { gap: 1rem } .field { margin: 0; width: 100% }
  label { font-weight: 600 }
  input { box-sizing: border-box; width: 100%; max-width: 26rem; min-height: 44px; padding: .5rem .75rem; border: 1px solid var(--edge); border-radius: 4px; background: var(--raised); color: inherit; font: inherit }
  select { max-width: 100%; min-height: 44px; padding: .5rem .75rem; border: 1px solid var(--edge); border-radius: 4px; background: var(--raised); color: inherit; font: inherit }
  textarea { box-sizing: border-box; width: 100%; max-width: 40rem; min-height: 6rem; padding: .5rem .75rem; border: 1px solid var(--edge); border-radius: 4px; background: var(--raised); color: inherit; font: inherit }
  input[type=checkbox] { width: 1.25rem; min-height: 1.25rem }
  input[aria-invalid] { border-color: var(--wrong) }
  button { min-height: 44px; padding: .5rem 1.1rem; border: 1px solid transparent; border-radius: 4px; background: light-dark(#16191c, #eceff1); color: light-dark(#fff, #14171a); font: inherit; font-weight: 600; cursor: pointer }
  button.danger { background: var(--wrong); color: light-dark(#fff, #14171a) }
  a.button { display: inline-flex; align-items: center; min-height: 44px; padding: .25rem 1.1rem; box-sizing: border-box; border: 1px solid var(--edge); border-radius: 4px; color: inherit; text-decoration: none }
  a.button.first { border-color: transparent; background: light-dark(#16191c, #eceff1); color: light-dark(#fff, #14171a); font-weight: 600 }
  button.plain { border-color: var(--edge); background: none; color: inherit; font-weight: 400 }
  :focus-visible { outline: 2px solid light-dark(#0b57d0, #8ab4f8); outline-offset: 2px }
  .alert { padding: .6rem .9rem; border-inline-start: 3px solid var(--wrong); background: var(--raised) }
  .wrong { color: var(--wrong) }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: .35rem 1.5rem } dt { color: var(--quiet) } dd { margin: 0; overflow-wrap: anywhere }
  ul.rows { padding: 0; list-style: none } ul.rows > li { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; justify-content: space-between; padding: .75rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere }
  ol.codes { columns: 15rem; white-space: nowrap; font: 1rem/2 ui-monospace, monospace }
  .qr { width: 14rem; max-width: 100%; margin: 1rem 0; line-height: 0 }
  code { overflow-wrap: anywhere }
  @media (max-width: 40rem) { dl { grid-template-columns: fit-content(8rem) minmax(0, 1fr); column-gap: 1rem } }
`

/** Of those with tables, besides. */
export const WIDE_STYLE = `
  main { max-width: 70rem; overflow-wrap: break-word }
  dl.figures { grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: 1rem }
  dl.figures > div { padding: .75rem 1rem; border: 1px solid var(--line); border-radius: 4px; background: var(--raised) }
  dl.figures dd:nth-of-type(1) { font: 600 1.6rem/1.3 system-ui, sans-serif; font-variant-numeric: tabular-nums }
  .scroll { overflow-x: auto }
  table { width: 100%; border-collapse: collapse; font-size: .9375rem; font-variant-numeric: tabular-nums }
  th, td { padding: .5rem 1rem .5rem 0; border-bottom: 1px solid var(--line); text-align: start; vertical-align: top }
  th { color: var(--quiet); font-weight: 400; white-space: nowrap } .number { padding-inline-end: 2rem; text-align: end }
  td form + form { margin-top: .5rem } td .buttons form + form { margin-top: 0 }
  svg { display: block; width: 100%; height: 7rem; margin: .5rem 0 0; border-bottom: 1px solid var(--edge) }
  .sent { fill: light-dark(#5b6168, #a3abb3) } .failed { fill: var(--wrong) }
  .axis { display: flex; flex-wrap: wrap; gap: 0 1rem; justify-content: space-between; margin: .25rem 0 1rem; color: var(--quiet); font-size: .875rem }
  summary { min-height: 44px; display: list-item; line-height: 1.4; padding: .7rem 0; box-sizing: border-box; cursor: pointer }
  form.filters { display: flex; flex-wrap: wrap; gap: .75rem 1rem; align-items: end; margin-bottom: 1rem } form.filters .field { width: auto }
  nav.parts { position: sticky; z-index: 1; top: 0; display: flex; gap: 0 1.25rem; overflow-x: auto; margin-bottom: -1rem; border-bottom: 1px solid var(--line); background: light-dark(#fff, #14171a); white-space: nowrap }
  nav.parts a { display: inline-flex; align-items: center; min-height: 44px }
  :is(h2, h3)[id], section.part h2 { scroll-margin-top: 4rem }
  .scroll + form, form + .scroll { margin-top: 1.5rem } section.part h3 { margin-top: 2rem; font-size: 1rem }
  section.part { margin-top: 2.5rem; padding-top: .5rem; border-top: 1px solid var(--line) } nav.parts + section.part { border-top: 0 } section.part h2 { margin-top: .5rem }
  .side-by-side { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(18rem, 100%), 1fr)); gap: 0 3rem }
  ul.changes { margin: 0; padding: 0; list-style: none } ul.changes > li { overflow-wrap: anywhere }
  progress { width: 16rem; max-width: 100%; accent-color: currentColor }
  .buttons { display: flex; flex-wrap: wrap; gap: .5rem }
  p.title-action { float: inline-end; margin: -3.4rem 0 0 }
  ul.rows > li > span:first-child { min-width: 0; flex: 1 1 16rem }
  @media (max-width: 40rem) {
    .scroll { overflow: visible }
    thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
    table, tbody, tr { display: block } tr { padding: .6rem 0; border-bottom: 1px solid var(--line) }
    td { display: grid; grid-template-columns: 7rem minmax(0, 1fr); gap: 0 .75rem; padding: .15rem 0; border: 0; overflow-wrap: anywhere; text-align: start }
    td::before { content: attr(data-head); color: var(--quiet) }
    td:first-child, td[data-head=''] { grid-template-columns: minmax(0, 1fr) } td:first-child::before, td[data-head='']::before { content: none }
    td.empty { display: none } td.number { padding-inline-end: 0; text-align: start } td meter { width: 100% }
    form.filters .field { flex: 1 1 100% } form.filters .field:has(select) { flex: 1 1 8rem } form.filters input { max-width: none }
  }
`
