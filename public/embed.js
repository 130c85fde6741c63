// The next free times of a studio, on another website:
// <script async src="https://studio.example/embed.js" data-service="…" data-trainer="…" data-lang="en"></script>
// No cookies, no frame, nothing but links. What it shows it draws apart from the page's own styles.
;(() => {
  const script = document.currentScript
  if (!script) return
  const { service, trainer, lang, target = '_top' } = script.dataset
  const origin = new URL(script.src).origin
  const box = document.createElement('div')
  script.after(box)
  const root = box.attachShadow({ mode: 'open' })

  const make = (name, text, properties = {}) =>
    Object.assign(document.createElement(name), { textContent: text }, properties)
  const link = (text, href, part) => {
    // Nowhere but to the studio.
    const to = href.startsWith(`${origin}/`) ? href : `${origin}/book`
    const made = make('a', text, { href: to, target, rel: 'noopener' })
    made.className = part
    return made
  }

  const style = new CSSStyleSheet()
  style.replaceSync(`
    :host { display: block; font: inherit; line-height: 1.4; color: var(--ink, inherit) }
    div { padding: 1.25em; border-radius: var(--radius, 10px); background: var(--surface, transparent) }
    h2, h3, p { margin: 0 0 .6em; font: inherit; font-weight: 700 }
    h2 { font-size: 1.2em } h3 { font-size: 1em; margin-top: 1em } p { font-weight: 400 }
    ul { display: flex; flex-wrap: wrap; gap: .5em; margin: 0 0 1em; padding: 0; list-style: none }
    a { box-sizing: border-box; display: inline-flex; flex-direction: column; justify-content: center; min-height: 44px;
      padding: .4em .9em; border: 1px solid var(--line, currentColor); border-radius: var(--radius, 10px);
      color: var(--ink, inherit); text-decoration: none }
    a small { color: var(--soft, inherit) }
    a:hover { text-decoration: underline }
    a:focus-visible { outline: 3px solid var(--ink, currentColor); outline-offset: 2px }
    .book { border-color: transparent; background: var(--brand, #222); color: var(--on, #fff); font-weight: 700 }
    @media print { .book { display: none } }`)
  root.adoptedStyleSheets = [style]

  function show({ lang: spoken, title, none, book, days, colors }) {
    box.lang = spoken
    for (const [name, value] of Object.entries(colors)) box.style.setProperty(`--${name}`, value)
    const inner = make('div')
    inner.append(make('h2', title))
    if (days.length === 0) inner.append(make('p', none))
    for (const { label, times } of days) {
      const list = make('ul')
      for (const { time, service: what, label: said, href } of times) {
        const item = make('li')
        const made = link(time, href, 'time')
        made.setAttribute('aria-label', said)
        if (what) made.append(make('small', what))
        item.append(made)
        list.append(item)
      }
      inner.append(make('h3', label), list)
    }
    inner.append(link(book.label, book.href, 'book'))
    root.replaceChildren(inner)
  }

  const query = new URLSearchParams()
  if (service) query.set('service', service)
  if (trainer) query.set('trainer', trainer)
  const path = lang && /^[a-z]{2}$/.test(lang) ? `/${lang}/embed.json` : '/embed.json'
  fetch(`${origin}${path}?${query}`, { credentials: 'omit', referrerPolicy: 'no-referrer' })
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status)))))
    .then(show)
    // Whatever is wrong: the way to the studio is always there.
    .catch(() => root.replaceChildren(link(new URL(origin).host, `${origin}/book`, 'book')))
})()
