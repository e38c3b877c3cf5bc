// One scene by itself.
'use strict';

const data = pageData();
document.body.classList.add('single');
new Player(data.scenes, data.rules).open(0);
