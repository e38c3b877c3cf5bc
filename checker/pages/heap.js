// What a trace says, and what the heap is after each of its calls. No part of it touches the page.
'use strict';

// "heap+0x20" -> 32; null for what does not lie on the heap.
function heapOffset(address) {
  const match = /^heap(?:\+0x([0-9a-f]+))?$/.exec(address);
  return match ? parseInt(match[1] ?? '0', 16) : null;
}

function heapAddress(offset) {
  return offset === 0 ? 'heap' : `heap+0x${offset.toString(16)}`;
}

// How many bytes a call asks for, as a text; "4 × 25" for os_calloc.
function askedFor(name, words) {
  if (name === 'os_calloc') return `${words[0]} × ${words[1]}`;
  return name === 'os_malloc' ? words[0] : words[1];
}

function parseCall(line) {
  const match = /^(os_[a-z]+)\((.*)\)(?: = (.*))?$/.exec(line);
  if (!match) return null;
  const [, name, inside, result = ''] = match;
  const words = inside.split(', ');
  const takesPointer = name === 'os_realloc' || name === 'os_free';
  return {
    name,
    head: `${name}(${inside})`,
    text: line,
    pointer: takesPointer ? words[0] : null,
    asked: askedFor(name, words),
    result: name === 'os_free' ? null : result,
    returned: result !== '?',
    system: [],
  };
}

// A trace as section 8 of the contract writes it. What follows the calls is how the program ended.
function parseTrace(text) {
  const trace = {calls: [], ending: ''};
  for (const line of text.split('\n')) {
    const call = parseCall(line);
    if (call) {
      trace.calls.push(call);
    } else if (line.startsWith('  ') && trace.calls.length > 0) {
      trace.calls.at(-1).system.push(line.trim());
    } else if (line !== '') {
      trace.ending = line;
    }
  }
  return trace;
}

// The program's own blocks: which call first asked for each (os_realloc keeps it), how much, and where it lies.
function follow(call, number, owned) {
  const {name, pointer, result} = call;
  if (!call.returned) return owned;
  const next = new Map(owned);
  const gave = result !== null && result !== '0';
  const old = pointer === null ? undefined : next.get(pointer);
  const takes = name === 'os_free' || (name === 'os_realloc' && pointer !== '0' && (gave || call.asked === '0'));
  if (takes) next.delete(pointer);
  if (gave) next.set(result, {number: old?.number ?? number, by: number, asked: call.asked});
  return next;
}

// The break and the mappings, by the system calls that moved them.
function followSystem(call, {end, mappings}) {
  const after = {end, mappings: new Map(mappings)};
  for (const text of call.system) {
    const match = /^(brk|mmap|munmap)\((map\d+|heap[+0-9a-fx]*|\d+)(?:, (\d+))?\)(?: = (map\d+))?$/.exec(text);
    if (!match) continue;
    const [, name, first, , made] = match;
    if (name === 'brk') after.end = heapOffset(first) ?? after.end;
    if (name === 'mmap' && made) after.mappings.set(made, Number(first));
    if (name === 'munmap') after.mappings.delete(first);
  }
  return after;
}

// The blocks after a call, from those before it: see scene.h.
function changeBlocks(blocks, change) {
  if (change === 0) return blocks;
  const [place, leave, ...numbers] = change;
  const come = [];
  for (let i = 0; i < numbers.length; i += 3) {
    come.push({offset: numbers[i], size: numbers[i + 1], free: numbers[i + 2] === 1});
  }
  const after = blocks.slice();
  after.splice(place, leave, ...come);
  return after;
}

// What a program is known to have, where nothing is known of the allocator's blocks: no headers, no free blocks.
function seenBlocks(owned) {
  const seen = [];
  for (const [address, owner] of owned) {
    const offset = heapOffset(address);
    const size = owner.asked.split(' × ').reduce((product, factor) => product * Number(factor), 1);
    if (offset !== null) seen.push({offset, size, free: false});
  }
  return seen.sort((a, b) => a.offset - b.offset);
}

// The states of the heap: before the first call, and after each. `known` says whether the blocks are the allocator's, or
// only those that the program was seen to have; then a block has no header.
function statesOf(trace, heap, header) {
  let state = {known: true, header, blocks: [], owned: new Map(), end: 0, mappings: new Map()};
  const states = [state];
  trace.calls.forEach((call, index) => {
    const known = index < heap.length;
    const owned = follow(call, index + 1, state.owned);
    state = {
      known,
      header: known ? header : 0,
      blocks: known ? changeBlocks(state.blocks, heap[index]) : seenBlocks(owned),
      owned,
      ...followSystem(call, state),
    };
    states.push(state);
  });
  return states;
}

function endOf(block, state) {
  return block.offset + state.header + block.size;
}

function ownerOf(block, state) {
  return block.free ? undefined : state.owned.get(heapAddress(block.offset + state.header));
}

// One side of a scene: as it should be, or as it is.
function sideOf(data, header) {
  const trace = parseTrace(data.trace);
  return {trace, states: statesOf(trace, data.heap, header)};
}

const CONTRACT_HEADER = 32;

// A scene as the page has it: both sides; they are one where all went as it should, or only what is due is known.
function openScene(data) {
  const expected = sideOf(data.expected, CONTRACT_HEADER);
  const actual = data.actual ? sideOf(data.actual, data.actual.header) : expected;
  const length = Math.max(expected.trace.calls.length, actual.trace.calls.length);
  return {data, expected, actual, length};
}

// The state of a side behind call number `number`; the last one where it makes fewer.
function stateAt(side, number) {
  return side.states[Math.min(number, side.states.length - 1)];
}

// Places across the picture, in percent, so that 16 bytes can be seen beside 128 KiB: between two neighbouring block
// boundaries the width grows with the logarithm of the distance.
function scaleOf(scene) {
  const boundaries = new Set([0]);
  for (const side of new Set([scene.expected, scene.actual])) {
    for (const state of side.states) {
      if (state.blocks.length > 0) boundaries.add(state.end);
      for (const block of state.blocks) boundaries.add(block.offset).add(endOf(block, state));
    }
  }
  const sorted = [...boundaries].sort((a, b) => a - b);
  const LEAST = 1.2;  // of a stretch, beside the logarithm
  const weights = sorted.slice(1).map((to, i) => LEAST + Math.log2(1 + (to - sorted[i]) / 16));
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  const places = new Map([[0, 0]]);
  let place = 0;
  weights.forEach((weight, i) => {
    place += 100 * weight / total;
    places.set(sorted[i + 1], place);
  });
  return {at: (boundary) => places.get(boundary), boundaries: sorted};
}
