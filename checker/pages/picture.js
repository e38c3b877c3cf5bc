// One heap, drawn: its blocks side by side, the break, and what is mapped.
'use strict';

const CHARACTER = 7;             // pixels, of a number in a block
const LONG_STRETCH = 16 * 1024;  // bytes; what is as long is drawn shorter than it is, and marked

// Blocks that a call asked for have one colour for as long as they live, wherever they move.
function hueOf(number) {
  return Math.round(number * 137.5) % 360;
}

function blockAt(state, offset) {
  return state.blocks.find((block) => block.offset === offset);
}

// What the call has made of a block: words that are classes, too.
function newsOf(block, before) {
  const was = blockAt(before, block.offset);
  if (!was) return 'made';
  if (was.free !== block.free) return block.free ? 'freed' : 'taken';
  return was.size === block.size ? '' : 'resized';
}

function describeBlock(block, state) {
  const place = heapAddress(block.offset + state.header);
  const owner = ownerOf(block, state);
  const asked = owner ? `, asked for by call ${owner.number}` : '';
  const size = plural(block.size, 'byte');
  if (!state.known) return `${place}: ${size} asked for by call ${owner?.number}, as far as it was seen`;
  return `${place}: ${size}, ${block.free ? 'free' : 'in use'}${asked}`;
}

function describeHeap(state) {
  if (!state.known) return `${plural(state.blocks.length, 'block')} that the program has; more is not known`;
  if (state.blocks.length === 0) return 'no heap yet';
  const free = state.blocks.filter((block) => block.free).length;
  return `${plural(state.blocks.length, 'block')}, ${free} free; the break is at ${heapAddress(state.end)}`;
}

function drawBlock(block, {state, before, scale, width}) {
  const left = scale.at(block.offset);
  const part = scale.at(endOf(block, state)) - left;
  const owner = ownerOf(block, state);
  const news = state.known && before.known ? newsOf(block, before) : '';
  const kind = block.free ? 'free' : 'used';
  const element = make('div', {class: `block ${kind} ${news}`, title: describeBlock(block, state)});
  if (state.header > 0) element.append(make('span', {class: 'header'}));
  const label = owner ? `#${owner.number} · ${block.size}` : `${block.size}`;
  const room = part / 100 * width - 14;
  const shown = label.length * CHARACTER < room ? label : `${block.size}`;
  if (shown.length * CHARACTER < room) element.append(make('span', {class: 'size'}, shown));
  if (block.size >= LONG_STRETCH && room > (shown.length + 4) * CHARACTER) element.append(make('span', {class: 'cut'}, '//'));
  element.style.left = `${left}%`;
  element.style.width = `${part}%`;
  if (owner) {
    element.dataset.number = owner.number;
    element.style.setProperty('--hue', hueOf(owner.number));
  }
  return element;
}

function placed(element, place) {
  element.style.left = `${place}%`;
  return element;
}

// An arrow to the block that the call returned.
function drawResult(call, state, scale) {
  const offset = call?.returned && call.result !== null ? heapOffset(call.result) : null;
  const place = offset === null ? undefined : scale.at(offset - state.header);
  return place === undefined ? [] : [placed(make('span', {class: 'result'}, 'returned'), place)];
}

// `picture`: {state, before, call, scale, width: in pixels}.
function drawHeap(element, picture) {
  const {state, call, scale} = picture;
  const blocks = state.blocks.map((block) => drawBlock(block, picture));
  const ground = make('div', {class: state.known ? 'ground' : 'ground unknown'});
  ground.hidden = state.end === 0;
  ground.style.width = `${scale.at(state.end) ?? 0}%`;
  const end = state.end > 0 ? [placed(make('span', {class: 'break', title: 'the break'}), scale.at(state.end))] : [];
  if (state.blocks.length === 0) blocks.push(make('span', {class: 'none'}, describeHeap(state)));
  element.replaceChildren(ground, ...blocks, ...end, ...drawResult(call, state, scale));
  element.setAttribute('aria-label', describeHeap(state));
}

function drawMappings(element, {state, before}) {
  const names = new Set([...before.mappings.keys(), ...state.mappings.keys()]);
  const chips = [...names].map((name) => {
    const gone = !state.mappings.has(name);
    const length = (gone ? before : state).mappings.get(name);
    const owner = (gone ? before : state).owned.get(`${name}+0x20`);
    const chip = make('span', {class: `mapping ${gone ? 'freed' : before.mappings.has(name) ? '' : 'made'}`},
                      `${name}: ${plural(length, 'byte')}${gone ? ', unmapped' : ''}`);
    if (owner) {
      chip.dataset.number = owner.number;
      chip.style.setProperty('--hue', hueOf(owner.number));
      chip.prepend(`#${owner.number} · `);
    }
    return chip;
  });
  element.replaceChildren(...chips);
  element.hidden = chips.length === 0;
}

// Where the blocks begin, as far as there is room to say it; the break comes first.
function drawAxis(element, pictures) {
  const {scale, width} = pictures[0];
  const wanted = [...pictures.map((picture) => picture.state.end), 0, ...scale.boundaries];
  const taken = [];
  const ticks = [];
  for (const offset of wanted) {
    const label = offset === 0 ? 'heap' : `+0x${offset.toString(16)}`;
    const half = label.length * CHARACTER / 2 + 4;
    const middle = Math.min(Math.max(scale.at(offset) / 100 * width, half), width - half);
    if (taken.some((other) => Math.abs(other.middle - middle) < other.half + half)) continue;
    taken.push({middle, half});
    ticks.push(placed(make('span', {class: 'tick'}, label), 100 * middle / width));
  }
  element.replaceChildren(...ticks);
}
