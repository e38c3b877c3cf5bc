// The contract's page: each clause has a number to link to, and scenes that show it.
'use strict';

const data = pageData();
const player = new Player(data.scenes, data.rules);

// The elements that are clause "2", "2.3", ... Section 2 without its items is the heading and what stands under it.
function numberClauses() {
  let section = '';
  for (const element of byId('contract').children) {
    const heading = element.tagName === 'H2' ? /^(\d+)\. /.exec(element.textContent) : null;
    if (heading) {
      section = heading[1];
      element.id = `clause-${section}`;
    }
    if (element.tagName !== 'OL') continue;
    [...element.children].forEach((item, place) => { item.id = `clause-${section}.${place + 1}`; });
  }
}

function showButton(show) {
  const scene = data.scenes[show.scene];
  const button = make('button', {type: 'button', class: 'play', 'data-show': show.rule,
                                 title: `${scene.label}: ${scene.title}`}, show.rule.replaceAll('-', ' '));
  button.addEventListener('click', () => {
    player.open(show.scene, show.call);
    const box = byId('player').getBoundingClientRect();
    if (box.top < 0 || box.top > innerHeight / 2) byId('player').scrollIntoView();
    for (const other of document.querySelectorAll('[data-show]')) other.classList.toggle('chosen', other === button);
  });
  return button;
}

// Behind a heading, or at the end of an item.
function addShows() {
  for (const show of data.shows) {
    const rule = data.rules.find((one) => one.key === show.rule);
    for (const clause of rule.clause.split(', ')) {
      const at = byId(`clause-${clause}`);
      const heading = at.tagName === 'H2';
      let shows = heading ? at.nextElementSibling : at.lastElementChild;
      if (!shows?.classList.contains('shows')) {
        shows = make('p', {class: 'shows'}, 'See it: ');
        heading ? at.after(shows) : at.append(shows);
      }
      shows.append(showButton(show), ' ');
    }
  }
}

numberClauses();
addShows();
document.querySelector('[data-show=best-fit]').click();
if (location.hash) byId(location.hash.slice(1))?.scrollIntoView();
