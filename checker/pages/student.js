// The page that a student opens first: points, what to mend, the tests; each leads to the player.
'use strict';

const data = pageData();
const grade = data.grade;
const player = new Player(data.scenes, data.rules);
const sceneOf = new Map(data.scenes.map((scene, place) => [scene.label, place]));
const ruleOf = new Map(data.rules.map((rule) => [rule.key, rule]));

const SVG = 'http://www.w3.org/2000/svg';

function makeSvg(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

// The total, as a ring around it.
function ring(points, max) {
  const part = points === null ? 0 : points / max;
  const circle = (kind, length) => makeSvg('circle', {class: kind, cx: 60, cy: 60, r: 52, pathLength: 1,
                                                      'stroke-dasharray': `${length} 1`});
  return makeSvg('svg', {viewBox: '0 0 120 120', role: 'img', 'aria-label': `${points ?? 'unknown'} of ${max} points`},
                 circle('ground', 1), circle('earned', part),
                 makeSvg('text', {x: 60, y: 66, class: 'big'}, String(points ?? '?')),
                 makeSvg('text', {x: 60, y: 86, class: 'small'}, `of ${max}`));
}

function tierBar(tier) {
  const meter = make('meter', {min: 0, max: tier.max, value: tier.points ?? 0, 'aria-label': tier.name});
  return make('li', {}, make('span', {}, tier.name), meter, make('b', {}, `${tier.points ?? '?'} / ${tier.max}`));
}

function summary() {
  if (grade.unbuilt) return 'There is no library to grade. The scenarios can be played through as they should be.';
  const missed = grade.tests.filter((test) => test.status !== 'passed');
  const open = missed.filter((test) => test.mistakes.length === 0 && test.status !== 'error').length;
  const error = missed.filter((test) => test.status === 'error').length;
  if (missed.length === 0) return 'Everything is as the contract has it. Each scenario can be played through on this page.';
  const parts = [];
  if (grade.mistakes.length > 0)
    parts.push(`${plural(grade.mistakes.length, 'mistake')} in ${plural(missed.length - open - error, 'test')}`);
  if (open > 0) parts.push(`${plural(open, 'test')} whose failure no known mistake accounts for`);
  if (error > 0) parts.push(`${plural(error, 'test')} that could not be run, which says nothing of the library`);
  return `${parts.join('; ')}.`;
}

// Opens a scene, and brings it into view where it is not beside the list.
function show(place, call) {
  player.open(place, call);
  const box = byId('player').getBoundingClientRect();
  if (box.top < 0 || box.top > innerHeight / 2) byId('player').scrollIntoView();
  history.replaceState(null, '', `#${encodeURIComponent(data.scenes[place].label)}`);
  markChosen();
}

function playButton(label, text, kind = 'play') {
  const place = sceneOf.get(label);
  if (place === undefined) return make('span', {}, text);
  const button = make('button', {type: 'button', class: kind, 'data-scene': place}, text);
  button.addEventListener('click', () => show(place));
  return button;
}

function markChosen() {
  for (const button of document.querySelectorAll('main [data-scene]'))
    button.classList.toggle('chosen', Number(button.dataset.scene) === player.place);
}

// The scene in which a test missed: its own, or that of its calls further up, or of a random program.
function telling(label) {
  const of = data.scenes.filter((scene) => scene.label === label || scene.label.startsWith(`${label} `) ||
      scene.label.startsWith(`${label}-`));
  return (of.find((scene) => scene.status !== 'passed') ?? of[0])?.label ?? label;
}

function worth(mistake) {
  if (mistake.costs > 0) return `+${plural(mistake.costs, 'point')}`;
  return mistake.costs === 0 ? '±0' : String(mistake.costs);
}

function worthInWords(mistake) {
  const change = `${grade.total} now, ${mistake.total_without} with this one mended.`;
  if (mistake.costs < 0) return `Mending it alone loses points for a while, as it hides another mistake: ${change}`;
  return mistake.costs === 0 ? 'Mending it alone brings nothing yet: the tests that it decides fail by others, too.' : change;
}

function quoted(word) {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

// "LIB=..." where a library was named.
function withLibrary(command) {
  return data.library === '' || data.library.startsWith('//') ? command : `${command} LIB=${quoted(data.library)}`;
}

function howToRun() {
  return [make('p', {}, 'Saved as ', make('code', {}, 'snippets/all/mine.c'), ', it runs on the library in osmem/ with'),
          copyable('bazel run //snippets/all:mine', 'the command')];
}

function programOf(mistake, place) {
  const parts = [];
  if (data.programs[place] !== null) {
    parts.push(make('p', {}, 'The smallest program that shows it:'), copyable(data.programs[place], 'the program'), ...howToRun());
  }
  if (mistake.look_at) {
    parts.push(make('p', {}, 'A scenario stops in the debugger where this goes wrong first:'),
               copyable(withLibrary(`make debug AT=${mistake.look_at}`), 'the command'));
  }
  return parts.length === 0 ? null : make('details', {}, make('summary', {}, 'Run it yourself'), ...parts);
}

function mistakeCard(mistake, place) {
  const rule = ruleOf.get(mistake.rule);
  const example = data.examples[place];
  const habit = `${mistake.likely ? 'Likely the' : 'The'} allocator ${mistake.habit}${mistake.instead ? `, or ${mistake.instead}` : ''}`;
  const tests = make('p', {class: 'chips'}, `Has a part in ${plural(mistake.tests.length, 'test')}: `,
                     ...mistake.tests.flatMap((label) => [playButton(telling(label), label, 'chip'), ' ']));
  return make('li', {class: 'card'},
              make('h3', {}, habit),
              make('span', {class: 'worth', title: worthInWords(mistake)}, worth(mistake)),
              make('p', {class: 'due'}, make('b', {}, 'It should: '), `${rule.statement}.`),
              make('p', {}, worthInWords(mistake)),
              example === null ? null : playButton(data.scenes[example].label, 'See it happen', 'primary play'),
              make('details', {}, make('summary', {}, `Section ${rule.clause} of the contract`), clausesOf(rule)),
              programOf(mistake, place),
              make('details', {}, make('summary', {}, plural(mistake.tests.length, 'test')), tests));
}

// Each rule once, in the test that fails by it first; the others are in the table.
function openCards() {
  const rules = new Set();
  const open = grade.tests.filter((test) => {
    const isOpen = !['passed', 'error'].includes(test.status) && test.mistakes.length === 0 && !grade.unbuilt;
    const isFirst = isOpen && !rules.has(test.rule ?? test.message);
    if (isFirst) rules.add(test.rule ?? test.message);
    return isFirst;
  });
  return open.map((test) => {
    const label = `${test.tier}/${test.name}`;
    const smallest = data.smallest.find((one) => one.test === label);
    return make('li', {class: 'card plain'},
                make('h3', {}, label),
                make('p', {}, test.message),
                sceneOf.has(telling(label)) ? playButton(telling(label), 'See it happen', 'primary play') : null,
                smallest ? make('details', {}, make('summary', {}, 'The smallest program that was found to fail so'),
                                copyable(smallest.program, 'the program'), ...howToRun()) : null);
  });
}

function testRow(test) {
  const passed = test.status === 'passed';
  const word = test.status === 'error' ? 'could not run' : passed ? '' : test.rule ?? test.status;
  const numbers = test.mistakes.map((place) => make('span', {class: 'of', title: `mistake ${place + 1}`}, String(place + 1)));
  return make('tr', {class: test.status},
              make('th', {scope: 'row'}, make('span', {class: `dot ${test.status}`, role: 'img', 'aria-label': test.status}),
                   playButton(telling(`${test.tier}/${test.name}`), test.name, 'link')),
              make('td', {class: 'why'}, word.replaceAll('-', ' '), ' ', ...numbers),
              make('td', {class: 'points'}, `${test.points ?? '?'} / ${test.max}`));
}

function tierTable(tier) {
  const tests = grade.tests.filter((test) => test.tier === tier.name);
  const table = make('table', {class: 'tests'}, make('caption', {}, `${tier.name} `, make('b', {}, `${tier.points ?? '?'} / ${tier.max}`)),
                     make('tbody', {}, ...tests.map(testRow)));
  return table;
}

function traceRow(trace) {
  const name = make('th', {scope: 'row'}, trace.name);
  if (trace.why !== null) return make('tr', {}, name, make('td', {colspan: 5, class: 'why'}, `no score. ${trace.why}`));
  const figures = [String(trace.calls), trace.utilisation.toFixed(3), trace.nanoseconds.toFixed(1), trace.to_list.toFixed(2),
                   trace.to_osmem.toFixed(2)];
  return make('tr', {}, name, ...figures.map((figure) => make('td', {class: 'figure'}, figure)));
}

// What the library makes of the traces of real programs.
function showScore() {
  byId('traces-part').hidden = !grade.score;
  if (!grade.score) return;
  const {index, traces} = grade.score;
  const heads = ['Calls', 'Utilisation', 'Nanoseconds a call', 'Times the list', 'Times osmem'];
  byId('traces-sum').textContent = index === null ?
      'The calls of real programs. There is no score for the whole, as there is none for one of them.' :
      `The calls of real programs: ${index} of 100, half of it utilisation, half speed from the list's to osmem's. It earns nothing.`;
  byId('traces').append(make('thead', {}, make('tr', {}, make('th', {scope: 'col'}, 'Program'),
                                               ...heads.map((head) => make('th', {scope: 'col', class: 'figure'}, head)))),
                        make('tbody', {}, ...traces.map(traceRow)));
}

// Names and values; what has parts of its own has them as names, too.
function recordTable(record) {
  const rows = Object.entries(record).filter(([, value]) => value !== null).map(([name, value]) => make('tr', {},
      make('th', {scope: 'row'}, name.replaceAll('_', ' ')),
      make('td', {}, typeof value === 'object' ? recordTable(value) : String(value))));
  return make('table', {class: 'record'}, make('tbody', {}, ...rows));
}

function fillPage() {
  byId('library').textContent = data.library;
  byId('score').append(ring(grade.total, grade.max), make('ul', {}, ...grade.tiers.map(tierBar)));
  byId('summary').textContent = summary();
  byId('mistakes').append(...grade.mistakes.map(mistakeCard));
  const open = openCards();
  byId('open').append(...open);
  byId('open-part').hidden = open.length === 0;
  byId('mending').hidden = grade.mistakes.length === 0;
  byId('tests').append(...grade.tiers.map(tierTable));
  showScore();
  byId('flags').append(...grade.flags.map((flag) => make('li', {}, flag)));
  byId('flags-part').hidden = grade.flags.length === 0;
  byId('unbuilt').textContent = grade.unbuilt ?? '';
  byId('unbuilt-part').hidden = !grade.unbuilt;
  byId('record').append(make('details', {}, make('summary', {}, 'What this grade was made from'), recordTable(grade.record)));
}

// What the address names, or the first example, or the first test that missed, or the first of all.
function firstScene() {
  const named = sceneOf.get(decodeURIComponent(location.hash.slice(1)));
  if (named !== undefined) return named;
  const example = data.examples.find((place) => place !== null);
  const missed = data.scenes.findIndex((scene) => scene.status !== 'passed');
  return example ?? (missed < 0 ? 0 : missed);
}

fillPage();
if (data.scenes.length > 0) player.open(firstScene());
byId('player').hidden = data.scenes.length === 0;
markChosen();
