'use strict';

// Follows a running experiment: the server says what it would show, this puts it there.
function follow(live) {
  const byRole = name => live.querySelector('[data-live="' + name + '"]');
  const source = new EventSource(live.dataset.events);
  source.onmessage = message => {
    const now = JSON.parse(message.data);
    if (now.ended) {
      source.close();
      location.reload();
      return;
    }
    if (byRole('stage').textContent !== now.stage)
      byRole('stage').textContent = now.stage;
    byRole('progress').textContent = now.progress;
    const bar = byRole('bar');
    if (now.total > 0) {
      bar.max = now.total;
      bar.value = now.done;
    } else {
      bar.removeAttribute('value');
    }
    live.querySelectorAll('[data-stage]').forEach(item => {
      const state = now.stages[item.dataset.stage];
      item.className = state;
      item.querySelector('[data-live="mark"]').textContent = now.marks[state];
      if (state === 'current')
        item.setAttribute('aria-current', 'step');
      else
        item.removeAttribute('aria-current');
    });
    live.querySelectorAll('[data-flow]').forEach(box => {
      const state = now.stages[box.dataset.flow];
      box.setAttribute('class', 'flow ' + state);
      if (state === 'current')
        box.querySelectorAll('.counted').forEach((line, place) => {
          line.textContent = now.counted[place] ?? '';
        });
    });
    showLosses(byRole('losses'), now.losses);
    byRole('no-losses').hidden = now.losses.length > 0;
    byRole('losses').closest('.scroll').hidden = now.losses.length === 0;
  };
}

function showLosses(body, losses) {
  body.replaceChildren(...losses.map(loss => {
    const row = document.createElement('tr');
    loss.forEach((text, place) => {
      const cell = document.createElement(place === 0 ? 'th' : 'td');
      if (place === 0)
        cell.scope = 'row';
      if (place < 3 || place > 5)
        cell.className = 'word';
      cell.textContent = text;
      row.append(cell);
    });
    return row;
  }));
}

// Says at once that a file is too large, not after it was sent.
function limit(input) {
  input.addEventListener('change', () => {
    const file = input.files[0];
    const tooLarge = file && file.size > Number(input.dataset.maxBytes);
    input.setCustomValidity(tooLarge ? input.dataset.tooLarge : '');
    if (tooLarge)
      input.reportValidity();
  });
}

document.querySelectorAll('[data-events]').forEach(follow);
document.querySelectorAll('input[data-max-bytes]').forEach(limit);
