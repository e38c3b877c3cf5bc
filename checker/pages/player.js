// Plays a program: its calls, and both heaps after the one that is chosen.
'use strict';

class Player {
  constructor(scenes, rules) {
    this.scenes = scenes;
    this.rules = rules;
    this.opened = new Map();
    this.listen();
    new ResizeObserver(() => this.fit()).observe(byId('heaps'));
  }

  listen() {
    const moves = {first: () => 1, back: () => this.call - 1, forward: () => this.call + 1, last: () => this.scene.length,
                   miss: () => this.scene.data.call};
    for (const [id, to] of Object.entries(moves)) byId(id).addEventListener('click', () => this.go(to()));
    byId('slider').addEventListener('input', (event) => this.go(Number(event.target.value)));
    byId('calls').addEventListener('click', (event) => {
      const item = event.target.closest('button');
      if (item) this.go(Number(item.value));
    });
    byId('player').addEventListener('click', (event) => this.showOwner(event.target.closest('[data-number]')));
    const keys = {ArrowLeft: moves.back, ArrowRight: moves.forward, Home: moves.first, End: moves.last, w: moves.miss};
    document.addEventListener('keydown', (event) => {
      const typing = event.target.closest('input, select, textarea, dialog, [tabindex], summary');
      if (typing || event.altKey || event.ctrlKey || event.metaKey || !keys[event.key]) return;
      event.preventDefault();
      this.go(keys[event.key]());
    });
  }

  // Opens a scene, at the call that goes wrong unless another one is named.
  open(place, call = 0) {
    if (!this.opened.has(place)) {
      const scene = openScene(this.scenes[place]);
      this.opened.set(place, {...scene, scale: scaleOf(scene)});
    }
    this.scene = this.opened.get(place);
    this.place = place;
    this.owner = null;
    this.showHead();
    this.listCalls();
    this.showSource();
    this.go(call || this.scene.data.call || 1);
  }

  showHead() {
    const {data} = this.scene;
    byId('play-name').textContent = data.label;
    byId('play-title').textContent = data.title;
    byId('play-status').textContent = data.run ? data.status : 'not run';
    byId('play-status').className = `status ${data.run ? data.status : 'open'}`;
    byId('why').textContent = data.why.slice(0, 1).toUpperCase() + data.why.slice(1);
    byId('why').hidden = data.why === '';
    byId('slider').max = this.scene.length;
    byId('miss').hidden = data.call === 0;
    byId('actual-heap').hidden = !data.actual;
    const both = data.run ? 'As it should be, and as it is' : 'As it should be';
    byId('expected-heap').firstElementChild.textContent = data.actual ? 'As it should be' : both;
    const inner = byId('heaps').firstElementChild;
    inner.style.minWidth = `${5 * this.scene.scale.boundaries.length}px`;
    this.width = inner.clientWidth;
  }

  // The window, or the paper, has another width.
  fit() {
    const width = byId('heaps').firstElementChild.clientWidth;
    if (!this.scene || width === this.width) return;
    this.width = width;
    this.drawHeaps();
  }

  // The calls as the library made them, or as they were due where it did not come to them.
  listCalls() {
    const {data, expected, actual, length} = this.scene;
    const items = [];
    for (let number = 1; number <= length; ++number) {
      const due = expected.trace.calls[number - 1];
      const made = actual.trace.calls[number - 1];
      const differs = made && !sameCall(due, made);
      const kind = `${made ? '' : 'unmade'} ${differs ? 'differs' : ''} ${number === data.call ? 'miss' : ''}`;
      const line = data.lines[number - 1];
      items.push(make('li', {}, make('button', {type: 'button', value: number, class: kind},
          make('span', {class: 'number'}, String(number)),
          make('span', {class: 'text'}, (made ?? due).text),
          make('span', {class: 'system'}, systemNames(made ?? due)),
          make('span', {class: 'line'}, line ? `line ${line}` : ''),
          differs ? make('span', {class: 'hidden'}, 'not as it should be') : null)));
    }
    items.push(make('li', {class: 'ending'}, describeEndings(expected.trace.ending, actual.trace.ending)));
    byId('calls').replaceChildren(...items);
  }

  showSource() {
    const lines = this.scene.data.source.trimEnd().split('\n').map((line) => make('span', {class: 'code'}, `${line}\n`));
    byId('source').hidden = this.scene.data.source === '';
    byId('source').lastElementChild.replaceChildren(...lines);
  }

  go(call) {
    this.call = Math.min(Math.max(call, 1), this.scene.length);
    byId('slider').value = this.call;
    byId('place').textContent = `call ${this.call} of ${this.scene.length}`;
    byId('slider').setAttribute('aria-valuetext', byId('place').textContent);
    byId('back').disabled = byId('first').disabled = this.call === 1;
    byId('forward').disabled = byId('last').disabled = this.call === this.scene.length;
    this.showCall();
    this.listBlocks();
    this.drawHeaps();
    // Last, as it asks where things are.
    const source = byId('source').lastElementChild;
    const line = source.children[this.scene.data.lines[this.call - 1] - 1];
    const item = byId('calls').children[this.call - 1].firstElementChild;
    byId('calls').querySelector('[aria-current]')?.removeAttribute('aria-current');
    item.setAttribute('aria-current', 'step');
    source.querySelector('.now')?.classList.remove('now');
    line?.classList.add('now');
    scrollInside(byId('calls'), item);
    if (line) scrollInside(source, line);
  }

  showCall() {
    const {data, expected, actual} = this.scene;
    const due = expected.trace.calls[this.call - 1];
    const made = actual.trace.calls[this.call - 1];
    const same = due && made && sameCall(due, made);
    const sides = same ? [side(data.run ? 'As it should be, and as it is' : 'As it should be', due)] :
        [side('As it should be', due, made), side('As it is', made, due)];
    const clauses = (data.expected.clauses[this.call - 1] ?? []).map((place) => this.rules[place]);
    const list = make('ul', {class: 'decides'}, ...clauses.map(
        (rule) => make('li', {}, ruleButton(rule), ` ${rule.statement}`)));
    byId('this-call').replaceChildren(make('div', {class: 'sides'}, ...sides),
                                      clauses.length > 0 ? make('p', {}, 'What decides here:') : '', list);
    byId('announce').textContent = `Call ${this.call}: ${(made ?? due).text}.${same ? '' : ' Not as it should be.'}`;
  }

  pictures() {
    const {expected, actual, scale} = this.scene;
    return [expected, actual].map((one) => ({
      scale,
      width: this.width,
      state: stateAt(one, this.call),
      before: stateAt(one, this.call - 1),
      call: one.trace.calls[this.call - 1],
    }));
  }

  drawHeaps() {
    const pictures = this.pictures();
    [byId('expected-heap'), byId('actual-heap')].forEach((figure, i) => {
      drawHeap(figure.querySelector('.strip'), pictures[i]);
      drawMappings(figure.querySelector('.mappings'), pictures[i]);
    });
    byId('known').textContent = this.howKnown(pictures[1].state);
    drawAxis(byId('axis'), pictures);
    this.mark();
  }

  howKnown(state) {
    const {actual, data} = this.scene;
    if (this.call > actual.trace.calls.length) return 'The program did not come to this call.';
    if (!state.known) return 'What the program was seen to get; the rest cannot be told.';
    return data.explained ? 'Worked out from the mistakes, which account for every call of this run.' :
                            'Worked out from the calls so far.';
  }

  listBlocks() {
    const [expected, actual] = this.pictures().map((picture) => picture.state);
    const both = this.scene.data.actual !== null;
    const offsets = new Set();
    for (const state of both ? [expected, actual] : [expected])
      for (const block of state.blocks) offsets.add(block.offset + state.header);
    const rows = [...offsets].sort((a, b) => a - b).map((offset) => {
      const cells = (both ? [expected, actual] : [expected]).map((state) => blockCell(state, offset));
      const differs = both && cells[0].textContent !== cells[1].textContent;
      return make('tr', {class: differs ? 'differs' : ''}, make('th', {scope: 'row'}, heapAddress(offset)), ...cells);
    });
    const heads = ['Payload at', ...(both ? ['As it should be', 'As it is'] : ['Block'])];
    byId('blocks').replaceChildren(
        make('thead', {}, make('tr', {}, ...heads.map((head) => make('th', {scope: 'col'}, head)))),
        make('tbody', {}, ...rows));
  }

  // Marks what one call asked for, wherever it is; and goes to that call where it was a button in the table.
  showOwner(element) {
    if (!element) return;
    this.owner = this.owner === element.dataset.number ? null : element.dataset.number;
    this.mark();
  }

  mark() {
    for (const element of byId('player').querySelectorAll('[data-number]'))
      element.classList.toggle('marked', element.dataset.number === this.owner);
    for (const button of byId('calls').querySelectorAll('button'))
      button.classList.toggle('marked', button.value === this.owner);
  }
}

// "brk", "mmap munmap": which system calls a call made.
function systemNames(call) {
  return call.system.map((text) => text.slice(0, text.indexOf('('))).join(' ');
}

function sameCall(a, b) {
  return a !== undefined && b !== undefined && a.text === b.text && a.system.join('\n') === b.system.join('\n');
}

function describeEndings(due, made) {
  const words = (ending) => ending || 'the trace was cut off';
  return due === made ? words(due) : `should have ended: ${words(due)}; did: ${words(made)}`;
}

// One side of a call: what differs from the other side is marked.
function side(title, call, other) {
  const lines = call ? [call.text, ...call.system.map((text) => `  ${text}`)] : ['no such call'];
  const others = new Set(other ? [other.text, ...other.system.map((text) => `  ${text}`)] : []);
  const code = lines.map((line) => make('span', {class: other && !others.has(line) ? 'differs' : ''}, `${line}\n`));
  return make('div', {}, make('h4', {}, title), make('pre', {}, ...code));
}

function blockCell(state, offset) {
  const block = blockAt(state, offset - state.header);
  if (!block) return make('td', {class: 'none'}, state.known ? 'no block' : 'not known');
  const cell = make('td', {}, `${plural(block.size, 'byte')}, ${block.free ? 'free' : 'in use'}`);
  const owner = ownerOf(block, state);
  if (owner) {
    const button = make('button', {type: 'button', class: 'owner', 'data-number': owner.number,
                                   title: `Asked for by call ${owner.number}; now ${owner.asked} bytes, by call ${owner.by}`},
                        `#${owner.number}`);
    button.style.setProperty('--hue', hueOf(owner.number));
    cell.append(' ', button, owner.asked === String(block.size) ? '' : ` asked for ${owner.asked}`);
  }
  return cell;
}

// Scrolls a list, never the page.
function scrollInside(list, element) {
  const [outer, inner] = [list.getBoundingClientRect(), element.getBoundingClientRect()];
  if (inner.top < outer.top || inner.bottom > outer.bottom)
    list.scrollTop += inner.top - outer.top - (outer.height - inner.height) / 2;
}
