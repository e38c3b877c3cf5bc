// A class: who has what, what is got wrong and by whom, and what to look at.
'use strict';

const data = pageData().class;
const studentOf = new Map(data.students.map((student) => [student.id, student]));

// Where tests are hidden, students have no page, only a text.
const KIND = data.reveal && !data.reveal.past ? 'txt' : 'html';

function studentLink(id) {
  const student = studentOf.get(id);
  if (student?.result !== 'graded') return make('bdi', {}, student?.name ?? id);
  return make('a', {href: `${encodeURIComponent(student.file)}.${KIND}`}, make('bdi', {}, student.name));
}

function links(ids) {
  return ids.flatMap((id, place) => [place > 0 ? ', ' : '', studentLink(id)]);
}

function points(value) {
  return value === null || value === undefined ? '?' : String(value);
}

// A bar as long as `part` of 1, with its number beside it.
function bar(part, text) {
  const fill = make('span', {class: 'fill'});
  fill.style.width = `${100 * part}%`;
  return make('span', {class: 'bar'}, make('span', {class: 'ground'}, fill), make('b', {}, text));
}

function summary() {
  const {students, graded, refused, could_not_run: open, mean, median, least, most} = data.summary;
  const parts = [`${plural(students, 'student')}, ${graded} graded`];
  if (refused > 0) parts.push(`${refused} refused`);
  if (open > 0) parts.push(`${open} could not be run`);
  const sums = mean === null ? '' : ` Of ${data.max} points: mean ${mean}, median ${median}, from ${least} to ${most}.`;
  return `${parts.join(', ')}.${sums}`;
}

function drawDistribution() {
  const most = Math.max(1, ...data.distribution.map((step) => step.students));
  return make('ol', {class: 'histogram'}, ...data.distribution.map((step) => {
    const range = step.from === step.to ? `${step.from}` : `${step.from} to ${step.to}`;
    const column = make('span', {class: 'column-bar'});
    column.style.height = `${100 * step.students / most}%`;
    return make('li', {'aria-label': `${range} points: ${plural(step.students, 'student')}`,
                       title: `${range} points: ${plural(step.students, 'student')}`},
                make('span', {class: 'count', 'aria-hidden': 'true'}, step.students || ''), column,
                make('span', {class: 'range', 'aria-hidden': 'true'}, String(step.from)));
  }));
}

// A table whose columns sort it: {head, value(row), cell(row), text: sorted as words, from
// the first on; figure: a number, on the right}.
function sortableTable(table, columns, rows) {
  const body = make('tbody');
  const heads = columns.map((column) => {
    const button = make('button', {type: 'button', class: 'sort'}, column.head);
    const head = make('th', {scope: 'col', 'aria-sort': 'none', class: column.figure ? 'figure' : ''}, button);
    button.addEventListener('click', () => {
      const up = head.getAttribute('aria-sort') === 'none' ? column.text === true : head.getAttribute('aria-sort') === 'descending';
      for (const other of heads) other.setAttribute('aria-sort', 'none');
      head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
      fill(column, up);
    });
    return head;
  });
  const elements = new Map(rows.map((row) => [row, make('tr', {}, ...columns.map((column) => column.cell(row)))]));
  function fill(column, up) {
    const sorted = [...rows].sort((a, b) => compare(column.value(a), column.value(b)) * (up ? 1 : -1));
    body.replaceChildren(...sorted.map((row) => elements.get(row)));
  }
  body.replaceChildren(...elements.values());
  table.replaceChildren(make('thead', {}, make('tr', {}, ...heads)), body);
  return elements;
}

// What is unknown comes before the least.
function compare(a, b) {
  if (typeof a === 'string') return a.localeCompare(b);
  return (a ?? -1) - (b ?? -1);
}

function cell(text, kind = '') {
  return make('td', {class: kind}, text);
}

function studentColumns() {
  const tiers = data.students.find((student) => student.tiers?.length > 0)?.tiers ?? [];
  return [
    {head: 'Name', text: true, value: (one) => one.name, cell: (one) => make('th', {scope: 'row'}, studentLink(one.id))},
    {head: 'Total', value: (one) => one.total,
     cell: (one) => make('td', {}, bar((one.total ?? 0) / (data.max || 1), points(one.total)))},
    ...tiers.map((tier, place) => ({
      head: tier.name,
      figure: true,
      value: (one) => one.tiers?.[place]?.points,
      cell: (one) => cell(points(one.tiers?.[place]?.points), 'figure'),
    })),
    {head: 'Mistakes', value: (one) => one.mistakes.length, cell: (one) => make('td', {}, ...one.mistakes.map(
        (place) => make('span', {class: 'of', title: data.mistakes[place].habit}, String(place + 1))))},
    {head: 'Flags', figure: true, value: (one) => one.flags.length, cell: (one) => cell(one.flags.length || '', 'figure')},
    {head: 'Seconds', figure: true, value: (one) => one.seconds, cell: (one) => cell(one.seconds === null ? '' : one.seconds.toFixed(1), 'figure')},
    {head: 'Result', text: true, value: (one) => one.result,
     cell: (one) => cell(one.result === 'graded' ? '' : `${one.result}: ${one.why ?? ''}`, 'why')},
  ];
}

// All words of a student by which one may be looked for.
function wordsOf(student) {
  const habits = student.mistakes.map((place) => `${data.mistakes[place].rule} ${data.mistakes[place].habit}`);
  return [student.name, student.result, student.why ?? '', ...habits, ...student.flags].join(' ').toLowerCase();
}

function listStudents() {
  const rows = sortableTable(byId('students'), studentColumns(), data.students);
  const search = () => {
    const wanted = byId('search').value.toLowerCase().split(' ').filter((word) => word !== '');
    let found = 0;
    for (const [student, row] of rows) {
      row.hidden = !wanted.every((word) => wordsOf(student).includes(word));
      if (!row.hidden) ++found;
    }
    byId('found').textContent = wanted.length === 0 ? '' : `${found} of ${data.students.length}`;
  };
  byId('search').addEventListener('input', search);
}

function listMistakes() {
  const all = data.students.length || 1;
  byId('class-mistakes').append(...data.mistakes.map((mistake) => make('li', {},
      make('details', {},
           make('summary', {}, make('span', {}, `The allocator ${mistake.habit}`), ' ', make('small', {}, mistake.rule.replaceAll('-', ' ')),
                bar(mistake.students.length / all, plural(mistake.students.length, 'student'))),
           make('p', {}, ...links(mistake.students))))));
  byId('mistakes-part').hidden = data.mistakes.length === 0;
}

function listTests() {
  const taken = (test) => test.passed + test.missed || 1;
  sortableTable(byId('class-tests'), [
    {head: 'Test', text: true, value: (one) => `${one.tier}/${one.name}`, cell: (one) => make('th', {scope: 'row'}, `${one.tier}/${one.name}`)},
    {head: 'Passed by', value: (one) => one.passed / taken(one), cell: (one) => make('td', {}, bar(one.passed / taken(one), String(one.passed)))},
    {head: 'Missed by', figure: true, value: (one) => one.missed, cell: (one) => cell(String(one.missed), 'figure')},
    {head: 'Mean', figure: true, value: (one) => one.mean, cell: (one) => cell(points(one.mean), 'figure')},
    {head: 'Of', figure: true, value: (one) => one.max, cell: (one) => cell(String(one.max), 'figure')},
  ], data.tests);
}

function listLeaders() {
  const figure = (head, key, digits) => ({
    head, figure: true, value: (one) => one[key], cell: (one) => cell(one[key] === null ? '' : one[key].toFixed(digits), 'figure')});
  sortableTable(byId('leaderboard'), [
    figure('Place', 'place', 0),
    {head: 'Name', text: true, value: (one) => studentOf.get(one.student).name,
     cell: (one) => make('th', {scope: 'row'}, studentLink(one.student))},
    figure('Score', 'score', 1),
    figure('Utilisation', 'utilisation', 3),
    figure('Times the list', 'to_list', 2),
    figure('Times osmem', 'to_osmem', 2),
    {head: 'Why none', text: true, value: (one) => one.why ?? '', cell: (one) => cell(one.why ?? '', 'why')},
  ], data.leaderboard);
  byId('leaderboard-part').hidden = data.leaderboard.length === 0;
}

function fillList(part, list, items) {
  byId(list).append(...items);
  byId(part).hidden = items.length === 0;
}

function listOthers() {
  fillList('open-part', 'open', data.could_not_run.map((one) => make('li', {}, studentLink(one.student), `: ${one.why}`)));
  fillList('flags-part', 'flags', data.flagged.map((one) => make('li', {}, studentLink(one.student),
      make('ul', {}, ...one.flags.map((flag) => make('li', {}, flag))))));
  fillList('alike-part', 'alike', data.alike.map((group) => make('li', {}, ...links(group.students),
      `: ${plural(group.missed, 'test')} missed in the same way`)));
  fillList('slow-part', 'slowest', data.slowest.map((one) => make('li', {}, studentLink(one.student), `: ${one.seconds} s`)));
}

function listChanges() {
  const {changes} = data;
  byId('changes-part').hidden = changes === null;
  if (changes === null) return;
  const items = changes.students.map((one) => make('li', {}, studentLink(one.student),
      `: ${points(one.before)} before, ${points(one.after)} now. `,
      make('small', {}, one.tests.map((test) => `${test.test} ${points(test.before)} → ${points(test.after)}`).join(', ')),
      one.because.length > 0 ? ` Another ${one.because.join(', ')}.` : ''));
  const parts = [make('p', {}, `Against ${changes.against}: ${plural(items.length, 'student')} with other points.`), make('ul', {}, ...items)];
  if (changes.new.length > 0) parts.push(make('p', {}, 'New: ', ...links(changes.new)));
  if (changes.gone.length > 0) parts.push(make('p', {}, `Gone: ${changes.gone.join(', ')}`));
  byId('changes').append(...parts);
}

byId('summary').textContent = summary();
if (data.reveal) {
  byId('reveal').hidden = false;
  byId('reveal').textContent = data.reveal.past ? 'Students see the results of the secret tests.' :
      data.reveal.date ? `Students see the results of the secret tests from ${data.reveal.date} on.` :
                         'Students do not see the results of the secret tests.';
}
byId('distribution').append(drawDistribution());
listChanges();
listStudents();
listMistakes();
listTests();
listLeaders();
listOthers();
