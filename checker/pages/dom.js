// Elements from data. Text is always text: nothing here, nor anywhere else, makes markup of what a program said.
'use strict';

// make('a', {class: 'x', href: '#'}, 'text', element, ...)
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

function byId(id) {
  return document.getElementById(id);
}

function plural(count, word) {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

// A button that puts `text` into the clipboard.
function copyButton(text, what) {
  const button = make('button', {class: 'copy', type: 'button', 'aria-label': `Copy ${what}`}, 'Copy');
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      copyBySelection(text);
    }
    button.textContent = 'Copied';
    setTimeout(() => { button.textContent = 'Copy'; }, 1500);
  });
  return button;
}

// A page that was opened from a file may have no clipboard of its own.
function copyBySelection(text) {
  const area = make('textarea', {class: 'hidden', 'aria-hidden': 'true'});
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}

// Code with a button to copy it.
function copyable(text, what) {
  return make('div', {class: 'copyable'}, make('pre', {tabindex: '0'}, text), copyButton(text, what));
}

function pageData() {
  return JSON.parse(byId('data').textContent);
}
