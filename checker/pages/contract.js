// The contract's words, by the number of a clause.
'use strict';

// The elements of the contract that make up "2.3", or a whole section, "3", copied.
function clauseOf(number) {
  const [section, item] = number.split('.');
  const contract = byId('contract').content ?? byId('contract');
  let at = [...contract.querySelectorAll('h2')].find((heading) => heading.textContent.startsWith(`${section}. `));
  const elements = [];
  while (at && (at = at.nextElementSibling) && at.tagName !== 'H2') elements.push(at);
  const list = elements.find((element) => element.tagName === 'OL');
  if (item === undefined || !list) return elements.map(copyOf);
  return [make('ol', {start: item}, copyOf(list.children[item - 1]))];
}

// Without what the contract's page puts in.
function copyOf(element) {
  const copy = element.cloneNode(true);
  for (const part of [copy, ...copy.querySelectorAll('[id]')]) part.removeAttribute('id');
  for (const part of copy.querySelectorAll('.shows')) part.remove();
  return copy;
}

// All clauses of a rule: "6.4, 6.8".
function clausesOf(rule) {
  return make('div', {class: 'clause'}, ...rule.clause.split(', ').flatMap(clauseOf));
}

// A button that shows what the contract says of a rule.
function ruleButton(rule) {
  const name = rule.key.replaceAll('-', ' ');
  const button = make('button', {type: 'button', class: 'rule', title: rule.statement}, `${rule.clause} ${name}`);
  button.addEventListener('click', () => {
    const dialog = byId('clause');
    dialog.lastElementChild.replaceChildren(make('h3', {}, `Section ${rule.clause}: ${name}`), clausesOf(rule));
    dialog.showModal();
  });
  return button;
}
