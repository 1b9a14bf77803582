'use strict';

// Loads the page again every few seconds and puts its changed parts in place; what is open stays open, and nothing changes under the
// keyboard's focus or while text is selected.
const seconds = 3;
const button = document.getElementById('live');
const isOn = () => button.getAttribute('aria-pressed') === 'true';

function put(now, next) {
  if (now.innerHTML === next.innerHTML || now.contains(document.activeElement) || !document.getSelection().isCollapsed)
    return;
  const open = [...now.querySelectorAll('details[open]')].map(details => details.id);
  const atEnd = [...now.querySelectorAll('pre')].every(pre => pre.scrollTop + pre.clientHeight >= pre.scrollHeight - 2);
  now.replaceChildren(...next.childNodes);
  open.forEach(id => document.getElementById(id)?.setAttribute('open', ''));
  if (atEnd)
    toEnd();
}

function toEnd() {
  document.querySelectorAll('pre').forEach(pre => { pre.scrollTop = pre.scrollHeight; });
}

async function load() {
  if (isOn() && !document.hidden) {
    try {
      const answer = await fetch(location.href, { redirect: 'error' });
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      document.querySelectorAll('[data-live]').forEach(part => {
        const next = page.querySelector('[data-live="' + part.dataset.live + '"]');
        if (next)
          put(part, next);
      });
    } catch {
      button.setAttribute('aria-pressed', 'false'); // the dashboard is gone, and Refresh will say so
    }
  }
  setTimeout(load, seconds * 1000);
}

toEnd();
if (button && document.querySelector('[data-live]')) {
  button.hidden = false;
  button.addEventListener('click', () => button.setAttribute('aria-pressed', String(!isOn())));
  setTimeout(load, seconds * 1000);
}
